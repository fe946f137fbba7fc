import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { toAppError } from "@/lib/core/to-app-error";
import { respondError } from "@/lib/surfaces/http/respond";
import { getRuntime } from "@/lib/surfaces/process/runtime";
import { authOptions } from "./auth-options";

type RouteArguments = { params: Promise<{ nextauth: string[] }> };

// What the sign-in page uses. next-auth's own pages, its redirects and its open log endpoint stay closed.
const actions: Record<string, readonly string[]> = { GET: ["csrf", "session"], POST: ["callback", "signout"] };
const bodyBytesMax = 16 * 1024;

/** The route handler of `/api/auth/*`: next-auth for the few actions that the console has. */
export async function handleAuth(request: NextRequest, { params }: RouteArguments): Promise<Response> {
  try {
    const { nextauth } = await params;
    checkRequest({ request, action: nextauth[0] ?? "" });
    return await NextAuth(request, { params: Promise.resolve({ nextauth }) }, authOptions(await getRuntime()));
  } catch (thrown) {
    const error = toAppError(thrown);
    const requestId = createId("request", Date.now());
    const { log } = await getRuntime();
    log[error.code === "internal" ? "error" : "info"]({ err: error.cause, request: requestId }, error.detail);
    return respondError(error, requestId);
  }
}

function checkRequest({ request, action }: { request: NextRequest; action: string }): void {
  if (!actions[request.method]?.includes(action)) {
    throw new AppError({ code: "not_found", detail: "There is nothing at this path.", hint: "Sign in at /sign-in." });
  }
  if (request.method !== "POST") return;
  if (!request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
    throw new AppError({ code: "unsupported_media_type", detail: "The body must be form fields." });
  }
  // The body is read by next-auth, without a limit; only a declared length can be held to one.
  const bytes = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(bytes <= bodyBytesMax)) {
    throw new AppError({ code: "payload_too_large", detail: "The body has no length, or is larger than 16 KB." });
  }
}
