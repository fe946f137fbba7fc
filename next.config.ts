import type { NextConfig } from "next";

// The seed's paths have no /api prefix; every one of them is the handler under app/api.
const publicPaths = [
  "orchestrate",
  "jobs",
  "callback-secret",
  "intents",
  "tools",
  "keys",
  "openapi.json",
  "health",
  "ready",
];

const config: NextConfig = {
  // WebAssembly, native addons and worker threads that a bundler must leave alone.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@electric-sql/pglite-pgvector",
    "@node-rs/argon2",
    "inngest",
    "pino",
    "undici",
  ],
  // `npm test` runs tsc over more than the app; a user's first start should not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  devIndicators: false,
  rewrites: async () =>
    publicPaths.flatMap((path) => [
      { source: `/${path}`, destination: `/api/${path}` },
      { source: `/${path}/:rest*`, destination: `/api/${path}/:rest*` },
    ]),
};

export default config;
