import { z } from "zod";
import { cleanClientName } from "@/lib/policy/oauth/clean-client-name";

/** What a client says of itself (RFC 7591, section 2), as far as we heed it; the rest is its own affair. */
export const ClientMetadata = z.object({
  client_name: z.string().max(1_000).default("").transform(cleanClientName),
  redirect_uris: z.array(z.string()).min(1).max(30),
  grant_types: z.array(z.string()).max(20).default(["authorization_code"]),
  response_types: z.array(z.string()).max(20).default(["code"]),
});
export type ClientMetadata = z.infer<typeof ClientMetadata>;

/** Whether it wants the one flow that there is. */
export function isCodeClient({ grant_types, response_types }: ClientMetadata): boolean {
  return grant_types.includes("authorization_code") && response_types.includes("code");
}
