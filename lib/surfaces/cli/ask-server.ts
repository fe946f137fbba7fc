import { z } from "zod";
import { AppError } from "@/lib/core/app-error";
import { errorCodes } from "@/lib/core/error-codes";
import type { Server } from "./find-server";

/** A request of the running server, and whether an answer that is no 2xx is one all the same. */
export type Question = { method: string; path: string; body?: object; isAnswer?(answer: unknown): boolean };

/** The doctor's ten seconds and some. */
const timeoutMs = 15_000;
const codes = Object.keys(errorCodes) as (keyof typeof errorCodes)[];
const Refusal = z.object({
  code: z.enum(codes),
  error: z.string(),
  hint: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** What the server that holds the data folder answers. Throws the AppError that it answers with, or why it does not answer. */
export async function askServer({ url, token }: Server, question: Question): Promise<unknown> {
  const { method, path, body, isAnswer } = question;
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause) => {
    const message = `The process that holds the data folder does not answer at ${url}. Is it starting or stopping?`;
    throw new Error(message, { cause });
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok || isAnswer?.(answer)) return answer;
  const refusal = Refusal.safeParse(answer);
  if (!refusal.success) throw new Error(`the server answered ${response.status}`);
  const { code, error, hint, errors } = refusal.data;
  throw new AppError({ code, detail: error, ...(hint && { hint }), ...(errors && { errors }) });
}
