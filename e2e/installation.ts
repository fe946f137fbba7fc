/** The installation that the browser tests start: fresh, on its own port, with an account and a key that are known. */
export const port = Number(process.env.E2E_PORT ?? 8123);
/** The OpenID provider beside it. */
export const oidcPort = port + 1;
export const oidcIssuer = `http://127.0.0.1:${oidcPort}`;
export const oidcName = "Example ID";
/** Who is signed in there. */
export const oidcEmail = "olga@example.com";
export const baseUrl = `http://127.0.0.1:${port}`;
export const adminEmail = "admin@localhost.local";
export const adminPassword = "correct horse battery staple";
export const apiKey = "ork_for_the_browser_tests_only_0001";
/** What waits for a person here: one for a deletion, two for a wait. */
export const approvalRules = "memory.delete,system.wait=2";
