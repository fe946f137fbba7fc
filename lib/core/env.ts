import { z } from "zod";
import { type EmbeddingsSettings, embeddingsFields, readEmbeddings } from "./embeddings-env";
import { EnvError } from "./env-error";
import {
  backendUrl,
  blankAsUnset,
  days,
  oneOf,
  optionalText,
  optionalUrl,
  seconds,
  secret,
  wholeNumber,
} from "./env-fields";
import type { McpServerConfig } from "./mcp-server-config";
import { readMcpConfig } from "./read-mcp-config";
import { readSignIn, type SignInSettings, signInFields } from "./sign-in-env";
import { readTracing, type TracingSettings, tracingFields } from "./tracing-env";

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

const EnvSchema = z.object({
  PORT: wholeNumber({ min: 1, max: 65_535, fallback: 8000 }),
  HOST: z.preprocess(blankAsUnset, z.string().default("127.0.0.1")),
  DATABASE_URL: z.preprocess(
    blankAsUnset,
    z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" }).optional(),
  ),
  ORCHESTRATOR_DATA_DIR: z.preprocess(blankAsUnset, z.string().default(".data")),
  ORCHESTRATOR_URL: optionalUrl,
  ORCHESTRATOR_SECRET_KEY: z.preprocess(blankAsUnset, secret(32).optional()),
  ORCHESTRATOR_ADMIN_EMAIL: z.preprocess(
    blankAsUnset,
    z.email("must be an e-mail address").default("admin@localhost.local"),
  ),
  ORCHESTRATOR_ADMIN_PASSWORD: z.preprocess(blankAsUnset, secret(12).optional()),
  ORCHESTRATOR_API_KEY: z.preprocess(blankAsUnset, secret(24).max(255, "must have at most 255 characters").optional()),
  ORCHESTRATOR_LOCAL_CALLER: z.preprocess(blankAsUnset, oneOf("on", "off").optional()),
  ORCHESTRATOR_CALLBACK_ALLOW_LOOPBACK: z.preprocess(blankAsUnset, oneOf("on", "off").optional()),
  ORCHESTRATOR_SYNC_TIMEOUT: seconds({ min: 0, max: 40, fallback: 8 }),
  ORCHESTRATOR_FLOW_TIMEOUT: seconds({ min: 0.001, max: 86_400, fallback: 120 }),
  ORCHESTRATOR_CONCURRENCY: wholeNumber({ min: 1, max: 1000, fallback: 20 }),
  ORCHESTRATOR_REMOTE_CONCURRENCY: wholeNumber({ min: 1, max: 5000, fallback: 200 }),
  ORCHESTRATOR_APPROVAL_TIMEOUT: seconds({ min: 1, max: 86_400, fallback: 900 }),
  ORCHESTRATOR_APPROVAL_WEBHOOK: optionalUrl,
  ORCHESTRATOR_APPROVAL_RULES: optionalText,
  ORCHESTRATOR_LOG_FILE: z.preprocess(blankAsUnset, z.string().default("logs/orchestrator.log")),
  ORCHESTRATOR_METRICS_TOKEN: z.preprocess(blankAsUnset, secret(16).optional()),
  ...tracingFields,
  ORCHESTRATOR_CURRENCY: z.preprocess(
    blankAsUnset,
    z
      .string()
      .regex(/^[A-Z]{3}$/, "must be three capital letters, such as USD")
      .default("USD"),
  ),
  LOG_LEVEL: z.preprocess(
    blankAsUnset,
    oneOf("fatal", "error", "warn", "info", "debug", "trace", "silent").default("info"),
  ),
  N8N_WEBHOOK_BASE: backendUrl,
  ACTIVEPIECES_BASE: backendUrl,
  INNGEST_EVENT_KEY: optionalText,
  INNGEST_SIGNING_KEY: optionalText,
  INNGEST_BASE_URL: optionalUrl,
  INNGEST_DEV: z.preprocess(
    blankAsUnset,
    z.union([z.stringbool(), z.url({ protocol: /^https?$/, error: "must be 1, 0 or an http(s) address" })]).optional(),
  ),
  ORCHESTRATOR_MCP_CONFIG: optionalText,
  ORCHESTRATOR_MCP_STDIO: z.preprocess(blankAsUnset, oneOf("on", "file", "off").default("on")),
  ORCHESTRATOR_RETENTION_PAYLOAD_DAYS: days(30),
  ORCHESTRATOR_RETENTION_JOB_DAYS: days(180),
  ORCHESTRATOR_RETENTION_USAGE_DAYS: days(366),
  VERCEL: optionalText,
  ...embeddingsFields,
  ...signInFields,
});

/** The configuration, parsed: optional integrations are groups that are null when unset. */
export type Env = EmbeddingsSettings & {
  port: number;
  host: string;
  databaseUrl: string | null;
  dataDir: string;
  /** Where this machine reaches us, whatever stands in front. */
  listenUrl: string;
  /** Where callers reach us, without a trailing slash. */
  publicUrl: string;
  secretKey: string | null;
  adminEmail: string;
  adminPassword: string | null;
  apiKey: string | null;
  isLocalCallerAllowed: boolean;
  /** Whether callbacks may go to this machine itself. */
  isLoopbackCallbackAllowed: boolean;
  syncTimeoutMs: number;
  flowTimeoutMs: number;
  /** How many jobs this process runs at once, and how many it may have running elsewhere, which costs it little. */
  concurrencyMax: number;
  remoteConcurrencyMax: number;
  logFile: string | null;
  logLevel: string;
  /** What a scraper of /metrics brings; without one, only admins may look. */
  metricsToken: string | null;
  /** Where traces go, when there is somewhere. */
  tracing: TracingSettings | null;
  approvals: {
    /** How long a person has to decide, and how long after that what was approved may begin. */
    timeoutMs: number;
    /** Where operators are told of what waits for them. */
    webhookUrl: string | null;
    rules: ApprovalRule[];
  };
  n8n: { webhookBase: string } | null;
  activepieces: { base: string } | null;
  /** Who runs queued jobs, callbacks and housekeeping; without it, this process does. */
  inngest: InngestSettings | null;
  mcp: McpSettings;
  /** What prices and budgets are in (ISO 4217). */
  currency: string;
  /** For how many days what has ended, and how it is counted, is kept; 0 is for ever. */
  retention: { payloadDays: number; jobDays: number; usageDays: number };
  signIn: SignInSettings;
  /** How many proxies stand in front, each of which adds to X-Forwarded-For: the one before them is the caller. */
  trustedProxies: number;
};

/** Which intents a person must approve beside those that always wait for one, how many people, and whether strictly. */
export type ApprovalRule = { pattern: string; needed: number; fourEyes: boolean };

/** The MCP servers of the configuration file; others are rows. */
export type McpSettings = {
  servers: McpServerConfig[];
  /** What of the file was passed over. */
  notes: string[];
  /** Why no server that is a row may be a process of this machine; null where it may. */
  stdioFault: string | null;
};

/** A dev server knows no keys and checks no signature; a hosted or self-hosted one has both keys. */
export type InngestSettings =
  | { kind: "dev"; baseUrl: string | null }
  | { kind: "keys"; eventKey: string; signingKey: string; baseUrl: string | null };

/** Parses the environment; a bad or missing value throws an EnvError that names it and says what to set. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = EnvSchema.safeParse(source);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new EnvError(`${issue?.path.join(".")}: ${issue?.message}. Correct it in the environment or in .env.local.`);
  }
  const values = parsed.data;
  const isOnVercel = values.VERCEL !== undefined;
  if (isOnVercel && !values.DATABASE_URL) {
    throw new EnvError(
      "DATABASE_URL: is required on Vercel, where no disk outlives a request. Set it to a Postgres with pgvector.",
    );
  }
  if (isOnVercel && !values.ORCHESTRATOR_SECRET_KEY) {
    throw new EnvError(
      "ORCHESTRATOR_SECRET_KEY: is required on Vercel. Set it to the output of `openssl rand -base64 32`.",
    );
  }
  const inngest = readInngest(values);
  const signIn = readSignIn(values);
  if (typeof signIn === "string") throw new EnvError(`${signIn} Correct it in the environment or in .env.local.`);
  if (isOnVercel && inngest?.kind !== "keys") {
    throw new EnvError(
      "INNGEST_EVENT_KEY: is required on Vercel, with INNGEST_SIGNING_KEY and without INNGEST_DEV: nothing else runs a job there once its request is answered.",
    );
  }
  const publicUrl = withoutSlash(values.ORCHESTRATOR_URL ?? `http://127.0.0.1:${values.PORT}`);
  const isLocalAllowed = isLocalCallerAllowed({
    setting: values.ORCHESTRATOR_LOCAL_CALLER,
    isEmbedded: values.DATABASE_URL === undefined,
    publicUrl,
  });
  // Whoever can be reached from elsewhere has callers who are not on this machine.
  const isOnLoopback = loopbackNames.has(values.HOST) || values.HOST === "::1";
  const loopbackCallbacks = values.ORCHESTRATOR_CALLBACK_ALLOW_LOOPBACK;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.ORCHESTRATOR_DATA_DIR,
    listenUrl: `http://${reachableHost(values.HOST)}:${values.PORT}`,
    publicUrl,
    secretKey: values.ORCHESTRATOR_SECRET_KEY ?? null,
    adminEmail: values.ORCHESTRATOR_ADMIN_EMAIL,
    adminPassword: values.ORCHESTRATOR_ADMIN_PASSWORD ?? null,
    apiKey: values.ORCHESTRATOR_API_KEY ?? null,
    isLocalCallerAllowed: isLocalAllowed,
    isLoopbackCallbackAllowed:
      loopbackCallbacks === undefined ? isLocalAllowed && isOnLoopback : loopbackCallbacks === "on",
    syncTimeoutMs: values.ORCHESTRATOR_SYNC_TIMEOUT * 1000,
    flowTimeoutMs: values.ORCHESTRATOR_FLOW_TIMEOUT * 1000,
    concurrencyMax: values.ORCHESTRATOR_CONCURRENCY,
    remoteConcurrencyMax: values.ORCHESTRATOR_REMOTE_CONCURRENCY,
    logFile: isOnVercel || values.ORCHESTRATOR_LOG_FILE === "-" ? null : values.ORCHESTRATOR_LOG_FILE,
    logLevel: values.LOG_LEVEL,
    metricsToken: values.ORCHESTRATOR_METRICS_TOKEN ?? null,
    tracing: readTracing(values),
    approvals: {
      timeoutMs: values.ORCHESTRATOR_APPROVAL_TIMEOUT * 1000,
      webhookUrl: values.ORCHESTRATOR_APPROVAL_WEBHOOK ?? null,
      rules: readApprovalRules(values.ORCHESTRATOR_APPROVAL_RULES ?? ""),
    },
    n8n: values.N8N_WEBHOOK_BASE ? { webhookBase: withoutSlash(values.N8N_WEBHOOK_BASE) } : null,
    activepieces: values.ACTIVEPIECES_BASE ? { base: withoutSlash(values.ACTIVEPIECES_BASE) } : null,
    ...readEmbeddings(values),
    inngest,
    mcp: readMcp({ values, source, isOnVercel }),
    currency: values.ORCHESTRATOR_CURRENCY,
    retention: {
      payloadDays: values.ORCHESTRATOR_RETENTION_PAYLOAD_DAYS,
      jobDays: values.ORCHESTRATOR_RETENTION_JOB_DAYS,
      usageDays: values.ORCHESTRATOR_RETENTION_USAGE_DAYS,
    },
    signIn,
    trustedProxies: isOnVercel ? 1 : values.ORCHESTRATOR_TRUSTED_PROXIES,
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

/** A host to listen on as one to call, in an address's spelling. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

let cached: Env | undefined;

/** The process's own configuration, parsed at first use. */
export function getEnv(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** Tells next-auth where callers reach us; it reads that nowhere else, and would believe the Host of a request. */
export function announceUrl({ publicUrl }: Pick<Env, "publicUrl">): void {
  process.env.NEXTAUTH_URL = new URL(publicUrl).origin;
}

/** A public address means that a proxy stands in front, and a proxy on this machine looks like a local caller. */
function isLocalCallerAllowed(input: { setting: "on" | "off" | undefined; isEmbedded: boolean; publicUrl: string }) {
  if (!input.isEmbedded || input.setting === "off") return false;
  return input.setting === "on" || loopbackNames.has(new URL(input.publicUrl).hostname);
}

/** `gmail.send, billing.*=2, ssh.exec=2+four_eyes`: a pattern, how many people, and whether they must be others. */
function readApprovalRules(text: string): ApprovalRule[] {
  const parts = text.split(",").map((part) => part.trim());
  return parts.filter(Boolean).map((part) => {
    const match = /^([\w*.-]+)(?:=([1-9]))?(\+four_eyes)?$/.exec(part);
    if (!match) {
      throw new EnvError(`ORCHESTRATOR_APPROVAL_RULES: '${part}' is not like ssh.exec=2+four_eyes. Correct it.`);
    }
    const [, pattern = "", needed = "1", fourEyes] = match;
    return { pattern, needed: Number(needed), fourEyes: fourEyes !== undefined };
  });
}

function readMcp({ values, source, isOnVercel }: ReadMcpInput): McpSettings {
  const { ORCHESTRATOR_MCP_CONFIG: file, ORCHESTRATOR_MCP_STDIO: setting } = values;
  const onVercel = "starts a program, which Vercel cannot keep running: use a server with a url there";
  const isOff = "starts a program, which ORCHESTRATOR_MCP_STDIO=off forbids";
  const ofFile = isOnVercel ? onVercel : setting === "off" ? isOff : null;
  const onlyOfFile = "starts a program, which ORCHESTRATOR_MCP_STDIO=file allows to the configuration file alone";
  const { servers, notes } = file ? readMcpConfig({ file, source, stdioFault: ofFile }) : { servers: [], notes: [] };
  return { servers, notes, stdioFault: ofFile ?? (setting === "file" ? onlyOfFile : null) };
}

type ReadMcpInput = {
  values: z.output<typeof EnvSchema>;
  source: Record<string, string | undefined>;
  isOnVercel: boolean;
};

function readInngest(values: z.output<typeof EnvSchema>): InngestSettings | null {
  const { INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey, INNGEST_DEV: dev } = values;
  const baseUrl = values.INNGEST_BASE_URL ?? null;
  if (dev) return { kind: "dev", baseUrl: typeof dev === "string" ? dev : baseUrl };
  if (eventKey && signingKey) return { kind: "keys", eventKey, signingKey, baseUrl };
  if (eventKey) throw new EnvError("INNGEST_SIGNING_KEY: is required with INNGEST_EVENT_KEY, to know Inngest's calls.");
  if (signingKey)
    throw new EnvError("INNGEST_EVENT_KEY: is required with INNGEST_SIGNING_KEY, to send jobs to Inngest.");
  if (baseUrl) throw new EnvError("INNGEST_EVENT_KEY: is required with INNGEST_BASE_URL, or INNGEST_DEV=1.");
  return null;
}
