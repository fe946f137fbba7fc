import { createHmac } from "node:crypto";
import { deriveKey, isSameSecret } from "@/lib/core/crypto";

type Attempt = { jobId: string; attempt: number };

/** What lets whoever has it report on one attempt of one job, and nothing else. */
export function resumeToken({ jobId, attempt, secretKey }: Attempt & { secretKey: string }): string {
  const named = `${jobId}.${attempt}`;
  const key = deriveKey({ secret: secretKey, purpose: "resume-url" });
  return `${named}.${createHmac("sha256", key).update(named).digest("base64url")}`;
}

/** The attempt that a token was made for; null for one that we did not make. */
export function readResumeToken({ token, secretKey }: { token: string; secretKey: string }): Attempt | null {
  const match = /^(job_[0-9a-z]{26})\.([1-9]\d{0,5})\.[\w-]{43}$/.exec(token);
  if (!match) return null;
  const [, jobId = "", attempt = ""] = match;
  const made = resumeToken({ jobId, attempt: Number(attempt), secretKey });
  return isSameSecret(token, made) ? { jobId, attempt: Number(attempt) } : null;
}
