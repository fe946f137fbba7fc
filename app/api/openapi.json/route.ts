import { answer } from "@/lib/surfaces/http/answer";
import { respondOpenapi } from "@/lib/surfaces/openapi/respond-openapi";

export const dynamic = "force-dynamic";

/** Public: it shows only what is built in, and says nothing of who may call it. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async ({ env }) => respondOpenapi({ request, publicUrl: env.publicUrl }));
}
