import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pagePolicy } from "@/lib/surfaces/http/page-policy";

/** Gives each page a Content-Security-Policy with a nonce of its own; Next reads it from the request for its own scripts. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy({ nonce, isDev: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

// What a browser opens as a page, but for what is no page of ours and has a policy of its own (next.config.ts). Next reads
// this as text: nothing here may be computed.
export const config = {
  matcher: [
    {
      source: "/((?!api/|_next/|jobs/[^/]+/files/|mcp-sign-in).*)",
      has: [{ type: "header", key: "accept", value: "(.*)text/html(.*)" }],
    },
  ],
};
