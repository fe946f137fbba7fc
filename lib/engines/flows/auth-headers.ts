import type { FlowAuth } from "@/lib/contracts/flow";
import { signJwt } from "./sign-jwt";

type AuthHeaders = {
  headers: Record<string, string>;
  /** What must be in no log and in no answer. */
  secrets: string[];
};

/** What makes a request known to its backend. Throws when a JWT's key cannot be used. */
export function authHeaders({ auth, now }: { auth: FlowAuth; now: Date }): AuthHeaders {
  switch (auth.kind) {
    case "none":
      return { headers: {}, secrets: [] };
    case "header":
      return { headers: { [auth.name.toLowerCase()]: auth.value }, secrets: [auth.value] };
    case "basic": {
      const pair = Buffer.from(`${auth.username}:${auth.password}`, "utf8").toString("base64");
      return { headers: { authorization: `Basic ${pair}` }, secrets: [pair, auth.password] };
    }
    case "bearer":
      return { headers: { authorization: `Bearer ${auth.token}` }, secrets: [auth.token] };
    case "jwt": {
      const token = signJwt({ auth, now });
      return { headers: { authorization: `Bearer ${token}` }, secrets: [token, auth.secret] };
    }
  }
}
