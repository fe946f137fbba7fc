import { AppError } from "@/lib/core/app-error";

/** Refuses a change that a page elsewhere had a browser send: a cookie comes with it, our own origin does not. */
export function checkOrigin({ headers }: Request): void {
  const origin = headers.get("origin");
  if (origin !== null && URL.canParse(origin) && new URL(origin).host === headers.get("host")) return;
  throw new AppError({
    code: "forbidden",
    detail: "A change with a console session must come from the console itself.",
    hint: "Scripts send an API key instead: Authorization: Bearer ork_...",
    errors: [{ path: "Origin", message: "is not this server's own" }],
  });
}
