import { AppError } from "@/lib/core/app-error";

type RefusePoorPasswordInput = { password: string; email: string; field: string };

const distinctMin = 5;

/** Throws `invalid_request` for a password that is the address itself, or a few characters over and over. */
export function refusePoorPassword({ password, email, field }: RefusePoorPasswordInput): void {
  const isEmail = password.trim().toLowerCase() === email.toLowerCase();
  const message = isEmail
    ? "must not be the e-mail address"
    : new Set(password).size < distinctMin
      ? `must have at least ${distinctMin} different characters`
      : null;
  if (message === null) return;
  throw new AppError({
    code: "invalid_request",
    detail: `The request is not valid: '${field}' ${message}.`,
    errors: [{ path: field, message }],
  });
}
