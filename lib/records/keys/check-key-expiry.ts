import { AppError } from "@/lib/core/app-error";

/** A key's end as a moment. Throws `invalid_request` for one in the past. */
export function checkKeyExpiry({ expiresAt, now }: { expiresAt: string | null | undefined; now: Date }): Date | null {
  const end = expiresAt ? new Date(expiresAt) : null;
  if (end && end <= now) {
    throw new AppError({
      code: "invalid_request",
      detail: "'expires_at' is in the past.",
      errors: [{ path: "expires_at", message: "must be in the future" }],
    });
  }
  return end;
}
