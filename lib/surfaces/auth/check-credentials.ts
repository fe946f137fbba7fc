import { z } from "zod";
import type { Context } from "@/lib/records/context";
import { beginAttempt } from "@/lib/records/sign-ins/begin-attempt";
import { endAttempt } from "@/lib/records/sign-ins/end-attempt";
import { findUser, type User } from "@/lib/records/users/find-user";
import { verifyPassword } from "@/lib/records/users/verify-password";
import { readDevice } from "./known-device";

const Credentials = z.object({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(1024) });

/** Where an attempt comes from, and the cookie that a browser which has signed in before brings. */
export type Visitor = { address: string; deviceCookie: string | null };

/** `refused` is one answer for an unknown user and a wrong password; `throttled` was not even looked at. */
export type CredentialsVerdict =
  | { kind: "accepted"; user: User }
  | { kind: "refused" }
  | { kind: "throttled"; waitMs: number };

/**
 * Whether an e-mail address and a password belong together; as slow for an unknown address as for a known one. Throws
 * `busy`, which counts as no attempt.
 */
export async function checkCredentials(
  ctx: Pick<Context, "db" | "clock" | "secretKey">,
  { given, visitor }: { given: unknown; visitor: Visitor },
): Promise<CredentialsVerdict> {
  const credentials = Credentials.safeParse(given);
  if (!credentials.success) return { kind: "refused" };
  const { email, password } = credentials.data;
  const deviceId = readDevice(ctx, { cookie: visitor.deviceCookie, email });
  // Counted before the slow part, so that attempts sent side by side do not all pass as the first.
  const attempt = await beginAttempt(ctx, { account: email, address: visitor.address, deviceId });
  if (attempt.kind === "wait") return { kind: "throttled", waitMs: attempt.waitMs };
  const user = await findUser(ctx, { email });
  const isRight = await verifyPassword({ hash: user?.passwordHash ?? null, password }).catch(async (error) => {
    await endAttempt(ctx, attempt);
    throw error;
  });
  if (!user || !isRight) return { kind: "refused" };
  await endAttempt(ctx, attempt);
  return { kind: "accepted", user };
}
