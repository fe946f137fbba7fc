import { answer } from "@/lib/surfaces/http/answer";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondOpenapi } from "@/lib/surfaces/openapi/respond-openapi";

export const dynamic = "force-dynamic";

/** Public: it shows only what is built in, and says nothing of who may call it. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async ({ env }) => respondOpenapi({ request, publicUrl: env.publicUrl }));
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
