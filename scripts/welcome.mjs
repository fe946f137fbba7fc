/**
 * Says once where everything is; on a first start also the login and the key, which are shown nowhere else.
 * @param {{ publicUrl: string, databaseKind: string, isLocalCallerAllowed: boolean, isDev: boolean,
 *   firstRun: null | { email: string, password: string | null, apiKey: string | null } }} facts
 */
export function printWelcome({ publicUrl, databaseKind, isLocalCallerAllowed, firstRun, isDev }) {
  const lines = [
    "",
    `  Orchestrator is ready${isDev ? " (development)" : ""} at ${publicUrl}`,
    `  Console    ${publicUrl}/console`,
    `  OpenAPI    ${publicUrl}/openapi.json`,
    `  Database   ${databaseKind === "pglite" ? "embedded (PGlite)" : "Postgres"}`,
  ];
  if (firstRun) {
    lines.push("", "  First start. Keep these: they are shown only now.");
    lines.push(
      `  Login      ${firstRun.email}  ${firstRun.password ?? "(the password from ORCHESTRATOR_ADMIN_PASSWORD)"}`,
    );
    if (firstRun.apiKey) lines.push(`  API key    ${firstRun.apiKey}`);
  }
  const key = isLocalCallerAllowed ? "" : ` -H "Authorization: Bearer ${firstRun?.apiKey ?? "$ORCHESTRATOR_KEY"}"`;
  lines.push(
    "",
    "  Try it:",
    `  curl -X POST ${publicUrl}/orchestrate${key} -H "Content-Type: application/json" \\`,
    `    -d '{"intent": "memory.write", "inputs": {"text": "Hello World", "tags": ["test"]}}'`,
    "",
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}
