import { z } from "zod";
import { mcpHeader, mcpHeaders } from "@/lib/core/mcp-fields";

/** Whose calls a credential is for. */
export const McpCallerId = z
  .string()
  .max(64)
  .regex(/^(\*|local|(?:key|usr)_[0-9a-z]+)$/, "must be the id of a key or a user, local, or * for all others")
  .describe("Whose calls use it: a key's id, a user's (and so all of that user's keys), or * for all others.");

/** The body of `PUT /mcp-servers/{id}/credentials`: as whom a caller's calls reach the server. */
export const PutMcpCredentialRequest = z.strictObject({
  caller_id: McpCallerId,
  headers: mcpHeaders(mcpHeader)
    .refine((headers) => Object.keys(headers).length > 0, "must not be empty")
    .describe("Sent instead of the server's own headers of the same names."),
});
export type PutMcpCredentialRequest = z.infer<typeof PutMcpCredentialRequest>;

/** A credential as admins see it: never a value. */
export const McpCredentialEntry = z.strictObject({
  credential_id: z.string(),
  server: z.string(),
  caller_id: z.string(),
  kind: z.enum(["headers", "oauth"]),
  header_names: z.array(z.string()).nullable().describe("null where they cannot be read, and for oauth."),
  origin: z.string().nullable().describe("Where alone it is sent; null where it cannot be read."),
  expires_at: z.string().nullable().describe("oauth: when the access token ends, which is renewed where that can be."),
  scope: z.string().nullable().describe("oauth: what it is good for, where the authorization server says so."),
  renewable: z.boolean().nullable().describe("oauth: whether it is renewed by itself."),
  sign_in_needed: z.boolean().describe("oauth: nothing is left of it that could be used."),
  created_at: z.string(),
  updated_at: z.string(),
});
export type McpCredentialEntry = z.infer<typeof McpCredentialEntry>;

export const McpCredentialList = z.strictObject({ credentials: z.array(McpCredentialEntry) });
