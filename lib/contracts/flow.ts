import { z } from "zod";
import { headerName, headerValue } from "@/lib/core/header-fields";
import { JsonObject } from "./json";

/** What runs a flow. */
export const FlowBackend = z.enum(["n8n", "activepieces"]);
export type FlowBackend = z.infer<typeof FlowBackend>;

export const FlowMethod = z.enum(["POST", "PUT", "PATCH", "GET", "DELETE"]);
export type FlowMethod = z.infer<typeof FlowMethod>;

const secretCharsMax = 4_096;
/** RFC 6750, section 2.1. */
const bearerToken = /^[A-Za-z0-9\-._~+/]+=*$/;
/** RFC 7617, section 2. */
const noControls = /^[^\p{Cc}]*$/u;

const PlainText = z.string().max(secretCharsMax).regex(noControls, "must not hold control characters");

const HeaderAuth = z.strictObject({ kind: z.literal("header"), name: headerName, value: headerValue });
const BasicAuth = z.strictObject({
  kind: z.literal("basic"),
  username: PlainText.regex(/^[^:]*$/, "must not hold a colon"),
  password: PlainText,
});
const BearerAuth = z.strictObject({
  kind: z.literal("bearer"),
  token: z.string().max(secretCharsMax).regex(bearerToken, "must be a token without spaces"),
});

export const JwtAlgorithm = z.enum([
  ...(["HS256", "HS384", "HS512"] as const),
  ...(["RS256", "RS384", "RS512"] as const),
  ...(["ES256", "ES384", "ES512"] as const),
]);
export type JwtAlgorithm = z.infer<typeof JwtAlgorithm>;

const timesOfJwt = ["iat", "exp", "nbf"];
const JwtAuth = z
  .strictObject({
    kind: z.literal("jwt"),
    /** The shared secret of the HS algorithms, the private key as PEM for the others. */
    secret: z
      .string()
      .min(1)
      .max(4 * secretCharsMax),
    algorithm: JwtAlgorithm.default("HS256"),
    claims: JsonObject.refine(
      (claims) => timesOfJwt.every((name) => !Object.hasOwn(claims, name)),
      "must not hold iat, exp or nbf, which each call sets",
    ).default({}),
    /** How long each call's token holds, in seconds. */
    expires_s: z.int().min(1).max(3_600).default(60),
  })
  .refine(({ algorithm, secret }) => algorithm.startsWith("HS") || /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(secret), {
    path: ["secret"],
    message: "must be a private key as PEM with this algorithm",
  });

/** How a flow's backend knows us. */
export const FlowAuth = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  HeaderAuth,
  BasicAuth,
  BearerAuth,
  JwtAuth,
]);
export type FlowAuth = z.infer<typeof FlowAuth>;
