import { z } from "zod";
import { JsonObject } from "./json";

/** The program that this is to an authorization server: registered there, or known by its document's address. */
export const McpOauthClient = z.object({
  client_id: z.string(),
  client_secret: z.string().optional(),
  token_endpoint_auth_method: z.string().optional(),
});
export type McpOauthClient = z.infer<typeof McpOauthClient>;

/** Where and as which program somebody signs in at an MCP server: what every later exchange needs. Kept encrypted. */
export const McpAuthorization = z.object({
  serverUrl: z.string(),
  /** In what kind of network the server was found; what it names may lie there, or be public. */
  reach: z.enum(["public", "loopback", "private"]),
  /** What of the authorization server's metadata is needed (RFC 8414, section 2). */
  metadata: JsonObject.and(z.object({ issuer: z.string() })),
  client: McpOauthClient,
  redirectUri: z.string(),
  /** What the tokens are good for (RFC 8707); null where the server does not say what it is. */
  resource: z.string().nullable(),
});
export type McpAuthorization = z.infer<typeof McpAuthorization>;

/** What an authorization server gave. Kept encrypted. */
export const McpTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  scope: z.string().nullable(),
});
export type McpTokens = z.infer<typeof McpTokens>;
