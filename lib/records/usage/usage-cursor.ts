import { z } from "zod";
import { Moment } from "@/lib/contracts/moment";
import { AppError } from "@/lib/core/app-error";

const Key = z.array(z.string().max(300));

/** The key of a page's last row, as one word. */
export function toUsageCursor(key: string[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The same back. Throws `invalid_request` for what no answer to such a query gave. */
export function fromUsageCursor({ cursor, size }: { cursor: string; size: number }): string[] {
  const key = Key.safeParse(parse(Buffer.from(cursor, "base64url").toString()));
  const isGood = key.success && key.data.length === size && Moment.safeParse(key.data[0]).success;
  if (isGood && !key.data.join("").includes("\0")) return key.data;
  throw new AppError({
    code: "invalid_request",
    detail: "The request is not valid: 'cursor' is not one of an earlier answer to the same query.",
    errors: [{ path: "cursor", message: "must be the next_cursor of an earlier answer to the same query" }],
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
