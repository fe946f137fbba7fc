import { expect, it } from "vitest";
import { oidcIdentity } from "./oidc-provider";

const issuer = "https://id.example.com/realm";
const claims = { iss: issuer, sub: "1", email: "boss@example.com", email_verified: true };

it("knows somebody by the issuer that was configured, with or without a slash at its end", () => {
  for (const configured of [issuer, `${issuer}/`]) {
    expect(oidcIdentity({ claims, issuer: configured })).toMatchObject({ subject: "1", isEmailVerified: true });
  }
});

it.each([
  { iss: "https://evil.example" },
  { iss: `${issuer}.evil.example` },
  { iss: "https://id.example.com/other-realm" },
  { iss: undefined },
  { sub: undefined },
  { sub: "" },
  { sub: 1 },
])("takes claims with %j for nobody's", (change) => {
  expect(oidcIdentity({ claims: { ...claims, ...change }, issuer })).toBeNull();
});
