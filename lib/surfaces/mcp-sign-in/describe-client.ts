import { AppError } from "@/lib/core/app-error";
import type { Env } from "@/lib/core/env";
import { mcpClientMetadata } from "@/lib/policy/oauth/mcp-client-metadata";
import { mcpProgram } from "@/lib/policy/oauth/mcp-program";

/**
 * The metadata document by whose address authorization servers know this program
 * (draft-ietf-oauth-client-id-metadata-document). Throws `not_found` where the public URL is not https.
 */
export function describeClient(env: Pick<Env, "publicUrl">): object {
  const program = mcpProgram(env);
  if (program.documentUrl !== null) return { client_id: program.documentUrl, ...mcpClientMetadata(program) };
  throw new AppError({
    code: "not_found",
    detail: "This installation has no client metadata document: its public URL is not https.",
    hint: "ORCHESTRATOR_URL says where it is reached from outside.",
  });
}
