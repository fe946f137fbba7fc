import { z } from "zod";
import { McpCallerId } from "./mcp-credential";

const visible = /^[\x20-\x7e]+$/;

/** The body of `POST /mcp-servers/{id}/sign-in`: for whom somebody signs in. */
export const BeginMcpSignInRequest = z
  .strictObject({
    caller_id: McpCallerId.default("*"),
    client_id: z
      .string()
      .max(2_048)
      .regex(visible)
      .optional()
      .describe("Of a registration made by hand, where a server lets no program register itself."),
    client_secret: z.string().max(2_048).regex(visible).optional().describe("Of the same, where it has one."),
  })
  .refine((given) => given.client_secret === undefined || given.client_id !== undefined, {
    path: ["client_id"],
    message: "is missing beside client_secret",
  });
export type BeginMcpSignInRequest = z.infer<typeof BeginMcpSignInRequest>;

/** A sign-in that has begun: somebody opens the address in a browser before it expires. */
export const BegunMcpSignIn = z.strictObject({
  server: z.string(),
  caller_id: z.string(),
  authorization_url: z.string(),
  expires_at: z.string(),
});
export type BegunMcpSignIn = z.infer<typeof BegunMcpSignIn>;

/** The answer of `GET /mcp-servers/{id}/sign-in`: those that have begun and not ended. */
export const McpSignInList = z.strictObject({
  sign_ins: z.array(z.strictObject({ caller_id: z.string(), expires_at: z.string() })),
});
export type McpSignInList = z.infer<typeof McpSignInList>;
