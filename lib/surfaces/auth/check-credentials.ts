import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { randomToken } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import type { Context } from "@/lib/records/context";
import { findUser, type User } from "@/lib/records/users/find-user";
import { forgetSignInFailures, noteSignInFailure, signInWaitMs } from "./sign-in-throttle";

const Credentials = z.object({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(1024) });

/** `refused` is one answer for an unknown user and a wrong password; `throttled` was not even looked at. */
export type CredentialsVerdict =
  | { kind: "accepted"; user: User }
  | { kind: "refused" }
  | { kind: "throttled"; waitMs: number };

/** Whether an e-mail address and a password belong together; as slow for an unknown address as for a known one. */
export async function checkCredentials(
  ctx: Pick<Context, "db" | "clock">,
  given: unknown,
): Promise<CredentialsVerdict> {
  const credentials = Credentials.safeParse(given);
  if (!credentials.success) return { kind: "refused" };
  const { email, password } = credentials.data;
  const nowMs = ctx.clock.now().getTime();
  const waitMs = signInWaitMs({ email, nowMs });
  if (waitMs > 0) return { kind: "throttled", waitMs };
  // Counted before the slow part, so that attempts sent side by side do not all pass as the first.
  noteSignInFailure({ email, nowMs });
  const nobody = await hashOfNobody();
  const user = await findUser(ctx, { email });
  const isRight = await verify(user?.passwordHash ?? nobody, password);
  if (!user || !isRight) return { kind: "refused" };
  forgetSignInFailures(email);
  return { kind: "accepted", user };
}

function hashOfNobody(): Promise<string> {
  return globalState("hash-of-nobody", () => hash(randomToken(32)));
}
