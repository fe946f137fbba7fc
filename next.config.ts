import type { NextConfig } from "next";

// The seed's paths have no /api prefix; every one of them is the handler under app/api.
const publicPaths = [
  "orchestrate",
  "jobs",
  "stats",
  "attention",
  "callback-secret",
  "intents",
  "tools",
  "keys",
  "approvals",
  "flows",
  "resume",
  "hosts",
  "mcp-servers",
  "mcp-sign-in",
  "mcp-client.json",
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
  "ready",
];

/** Where clients of MCP look for them (RFC 9728, section 3.1; RFC 8414, section 3). */
const wellKnownDocuments = ["oauth-protected-resource", "oauth-protected-resource/mcp", "oauth-authorization-server"];

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

const config: NextConfig = {
  // WebAssembly, native addons and worker threads that a bundler must leave alone.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@electric-sql/pglite-pgvector",
    "@modelcontextprotocol/client",
    "@node-rs/argon2",
    "cpu-features",
    "inngest",
    "pino",
    "ssh2",
    "undici",
  ],
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
    { source: "/api/:path*", headers: [{ key: "Content-Security-Policy", value: answerPolicy }] },
  ],
  rewrites: async () => [
    ...publicPaths.flatMap((path) => [
      { source: `/${path}`, destination: `/api/${path}` },
      { source: `/${path}/:rest*`, destination: `/api/${path}/:rest*` },
    ]),
    ...wellKnownDocuments.map((name) => ({
      source: `/.well-known/${name}`,
      destination: `/api/well-known/${name}`,
    })),
  ],
};

export default config;
