import { answer } from "@/lib/surfaces/http/answer";
import { findCaller } from "@/lib/surfaces/http/authenticate";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondOpenapi } from "@/lib/surfaces/openapi/respond-openapi";
import { listCallable } from "@/lib/tools/catalog";
import { listTools } from "@/lib/tools/registry";

export const dynamic = "force-dynamic";

/** Everybody sees what is built in; who is known sees what it may call, the operator's flows among it. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async (base) => {
    const { publicUrl } = base.env;
    const actor = await findCaller(base, request);
    const tools = actor ? await listCallable({ ...base, actor }) : listTools();
    return respondOpenapi({ request, publicUrl, tools, isPublic: actor === null });
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
