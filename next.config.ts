import type { NextConfig } from "next";

// The seed's paths have no /api prefix; every one of them is the handler under app/api.
const publicPaths = [
  "orchestrate",
  "jobs",
  "stats",
  "usage",
  "alerts",
  "attention",
  "callback-secret",
  "intents",
  "memories",
  "tools",
  "keys",
  "approvals",
  "flows",
  "intent-rules",
  "budgets",
  "resume",
  "hosts",
  "mcp-servers",
  "mcp-sign-in",
  "mcp-client.json",
  "memory",
  "audit",
  "oauth",
  "grants",
  "users",
  "invitations",
  "account",
  "settings",
  "openapi.json",
  "mcp",
  "health",
  "metrics",
  "ready",
];

/** Where clients of MCP look for them (RFC 9728, section 3.1; RFC 8414, section 3). */
const wellKnownDocuments = ["oauth-protected-resource(?:/mcp)?", "oauth-authorization-server"];

/** On pages and answers alike. */
const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
};
/** What is no page loads nothing, should a browser show it as one. A page has its own, from proxy.ts. */
const answerPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A job's file is a stranger's: opened as a page, it is a page of nobody's. */
const filePolicy = `sandbox; ${answerPolicy}`;
/** Its one page is written without React, with its style in it. */
const mcpSignInPolicy = `${answerPolicy}; style-src 'unsafe-inline'`;

/** A dot in a name is a dot. */
function escaped(name: string): string {
  return name.replaceAll(".", "\\.");
}

function policyOf(source: string, value: string) {
  return { source, headers: [{ key: "Content-Security-Policy", value }] };
}

const config: NextConfig = {
  // WebAssembly, native addons and worker threads that a bundler must leave alone.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@electric-sql/pglite-pgvector",
    "@modelcontextprotocol/client",
    "@node-rs/argon2",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/exporter-trace-otlp-proto",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-base",
    "cpu-features",
    "inngest",
    "pino",
    "prom-client",
    "ssh2",
    "undici",
  ],
  // Read from disk at run time, which tracing cannot see; needed where only traced files are deployed (Vercel).
  outputFileTracingIncludes: { "/*": ["./models/*.bin"] },
  // `npm test` runs tsc over more than the app; a user's first start should not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // In development Next prints what it serves: an answer to a sign-in holds a code.
  logging: { incomingRequests: { ignore: [/^\/(api\/)?mcp-sign-in/] } },
  devIndicators: false,
  // Closes /_next/image, which would work on pictures for anybody; no page has one.
  images: { unoptimized: true },
  headers: async () => [
    { source: "/:path*", headers: Object.entries(securityHeaders).map(([key, value]) => ({ key, value })) },
    {
      source: "/:path*",
      missing: [{ type: "header", key: "accept", value: "(.*)text/html(.*)" }],
      headers: [{ key: "Content-Security-Policy", value: answerPolicy }],
    },
    ...["/api/:path*", "/_next/:path*"].map((source) => policyOf(source, answerPolicy)),
    // The last one counts, before what a route says itself.
    ...["/jobs/:id/files/:file", "/api/jobs/:id/files/:file"].map((source) => policyOf(source, filePolicy)),
    ...["/mcp-sign-in", "/api/mcp-sign-in"].map((source) => policyOf(source, mcpSignInPolicy)),
  ],
  // One rule for all names: Next tries every rule on every request. What is matched goes on as it is spelt, and the
  // handlers under app/api know lower case only.
  rewrites: async () => [
    { source: `/:first(${publicPaths.map(escaped).join("|")})/:rest*`, destination: "/api/:first/:rest*" },
    { source: `/.well-known/:name(${wellKnownDocuments.join("|")})`, destination: "/api/well-known/:name" },
  ],
};

export default config;
