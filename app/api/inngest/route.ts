import type { NextRequest } from "next/server";
import { answer } from "@/lib/surfaces/http/answer";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";

// Where a platform ends a call after some seconds, a job may take as many.
export const maxDuration = 300;

/** The SDK is loaded with the first call, since most installations have none. */
const handle = (request: NextRequest) =>
  answer(request, async () => (await import("@/lib/surfaces/inngest/answer-inngest")).answerInngest(request));

export { handle as GET, handle as POST, handle as PUT };

export const { PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST", "PUT");
