import { createHmac, createPrivateKey, sign } from "node:crypto";
import type { FlowAuth, JwtAlgorithm } from "@/lib/contracts/flow";

type SignJwtInput = { auth: Extract<FlowAuth, { kind: "jwt" }>; now: Date };

/**
 * A JSON Web Token that holds from now for as long as the settings say (RFC 7519; algorithms of RFC 7518, section 3).
 * Throws when the key does not fit the algorithm.
 */
export function signJwt({ auth: { algorithm, secret, claims, expires_s }, now }: SignJwtInput): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const payload = { ...claims, iat: issuedAt, exp: issuedAt + expires_s };
  const signed = [{ alg: algorithm, typ: "JWT" }, payload].map(base64url).join(".");
  return `${signed}.${signatureOf({ algorithm, secret, signed })}`;
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

type Signature = { algorithm: JwtAlgorithm; secret: string; signed: string };

function signatureOf({ algorithm, secret, signed }: Signature): string {
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith("HS")) return createHmac(hash, secret).update(signed).digest("base64url");
  const key = createPrivateKey(secret);
  const wanted = algorithm.startsWith("RS") ? "rsa" : "ec";
  if (key.asymmetricKeyType !== wanted) throw new Error(`${algorithm} needs a private key of type ${wanted}`);
  if (wanted === "ec" && key.asymmetricKeyDetails?.namedCurve !== curves[algorithm]) {
    throw new Error(`${algorithm} needs a key on the curve ${curves[algorithm]}`);
  }
  return sign(hash, Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
}

const curves: Partial<Record<JwtAlgorithm, string>> = { ES256: "prime256v1", ES384: "secp384r1", ES512: "secp521r1" };
