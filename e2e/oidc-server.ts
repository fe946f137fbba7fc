// The OpenID provider of the browser tests: a real one, where one person is signed in.
import { startOidcProgram } from "@/lib/testing/oidc-program";
import { baseUrl, oidcEmail, oidcPort } from "./installation";

const { state } = await startOidcProgram({ redirectUri: `${baseUrl}/api/auth/callback/oidc`, port: oidcPort });
state.person = { sub: "olga-at-example", email: oidcEmail, email_verified: true, name: "Olga" };
