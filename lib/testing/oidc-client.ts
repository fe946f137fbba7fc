/** How we are known to the tests' OpenID provider. */
export const oidcClient = { id: "orchestrator", secret: "the secret of the tests' OIDC client" };
