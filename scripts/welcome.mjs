/**
 * What is said once: where everything is; on a first start also the login and the key, which are shown nowhere else.
 * @param {{ publicUrl: string, databaseKind: string, isLocalCallerAllowed: boolean, hasEnvironmentKey: boolean, isDev: boolean,
 *   firstRun: null | { email: string, password: string | null, apiKey: string | null } }} facts
 */
export function describeWelcome({ publicUrl, databaseKind, isLocalCallerAllowed, hasEnvironmentKey, firstRun, isDev }) {
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
  const key = firstRun?.apiKey ?? (hasEnvironmentKey ? "$ORCHESTRATOR_API_KEY" : null);
  if (isLocalCallerAllowed || key) lines.push("", "  Try it:");
  else lines.push("", "  Try it, with a key in ORCHESTRATOR_KEY (npm run key:create -- --name NAME makes one):");
  const header = isLocalCallerAllowed ? "" : ` -H "Authorization: Bearer ${key ?? "$ORCHESTRATOR_KEY"}"`;
  lines.push(
    `  curl -X POST ${publicUrl}/orchestrate${header} -H "Content-Type: application/json" \\`,
    `    -d '{"intent": "memory.write", "inputs": {"text": "Hello World", "tags": ["test"]}}'`,
    "",
  );
  return `${lines.join("\n")}\n`;
}
