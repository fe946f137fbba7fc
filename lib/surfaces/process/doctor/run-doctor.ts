import type { DoctorReport, Finding } from "@/lib/contracts/doctor";
import { toAppError } from "@/lib/core/to-app-error";
import { within } from "@/lib/dispatch/within";
import { askMsMax, type Check } from "./check";
import { checkBreakers } from "./check-breakers";
import { checkCallbacks } from "./check-callbacks";
import { checkDatabase } from "./check-database";
import { checkEmbeddings } from "./check-embeddings";
import { checkLocalCaller } from "./check-local-caller";
import { checkMcpServers } from "./check-mcp-servers";
import { checkQueue } from "./check-queue";
import { checkResume } from "./check-resume";
import { checkSecretKey } from "./check-secret-key";
import { failed, warning } from "./findings";
import { listBackendChecks, listFlowChecks } from "./list-flow-checks";
import { listMcpChecks } from "./list-mcp-checks";
import type { Patient } from "./patient";

type Row = DoctorReport["checks"][number];

/** Each check, the list of bindings too, and all of it: at most five seconds for that list and five for its checks. */
const checkMsMax = 5_000;
const allMsMax = 10_000;
/** Bindings are looked at so many at once, to spare their backend. */
const atOnceMax = 20;

const before = [checkDatabase, checkEmbeddings, checkQueue, checkCallbacks, checkMcpServers];
const after = [checkResume, checkSecretKey, checkLocalCaller, checkBreakers];

/** Looks at everything that an installation needs, all at once and for ten seconds at most. Never throws. */
export async function runDoctor(patient: Patient): Promise<DoctorReport> {
  const deadlineMs = performance.now() + allMsMax;
  const look = (check: Check) => lookAt(patient, check);
  const [first, flows, mcp, last] = await Promise.all([
    Promise.all(before.map(look)),
    lookAtFlows(patient, deadlineMs),
    lookAtMcp(patient, deadlineMs),
    Promise.all(after.map(look)),
  ]);
  const checks = [...first, ...flows, ...mcp, ...last];
  const states = new Set(checks.map(({ state }) => state));
  return { status: states.has("failed") ? "failed" : states.has("warning") ? "warning" : "ok", checks };
}

async function lookAtFlows(patient: Patient, deadlineMs: number): Promise<Row[]> {
  const listed = await within(
    listFlowChecks(patient).catch(() => null),
    checkMsMax,
  );
  if (listed) return lookInTurn(patient, { checks: listed, deadlineMs });
  const unlisted = { name: "flows", ...failed("The bindings cannot be read.", "See the database."), duration_ms: 0 };
  return [...(await Promise.all(listBackendChecks(patient.env, []).map((check) => lookAt(patient, check)))), unlisted];
}

/** Where they cannot be listed, the check of them all says why. */
async function lookAtMcp(patient: Patient, deadlineMs: number): Promise<Row[]> {
  const listed = await within(
    listMcpChecks(patient).catch(() => []),
    checkMsMax,
  );
  return lookInTurn(patient, { checks: listed ?? [], deadlineMs });
}

async function lookInTurn(patient: Patient, { checks, deadlineMs }: { checks: Check[]; deadlineMs: number }) {
  const rows: Row[] = [];
  const waiting = checks.entries();
  const lookOn = async () => {
    // The iterator is shared: each check is taken by one of those who look.
    for (const [i, check] of waiting) rows[i] = await lookAt(patient, check, deadlineMs);
  };
  await Promise.all(Array.from({ length: atOnceMax }, lookOn));
  return rows;
}

async function lookAt(patient: Patient, check: Check, deadlineMs = Number.POSITIVE_INFINITY): Promise<Row> {
  const startedMs = performance.now();
  const finding = await findingOf(patient, check, Math.min(checkMsMax, deadlineMs - startedMs));
  return { name: check.name, ...finding, duration_ms: Math.round(performance.now() - startedMs) };
}

async function findingOf(patient: Patient, check: Check, msMax: number): Promise<Finding> {
  if (msMax <= 0)
    return warning("There was no time left to look at it.", "Look at it alone: npm run flow:check or mcp:check");
  try {
    const signal = AbortSignal.timeout(Math.min(askMsMax, Math.ceil(msMax)));
    // In a promise, so that what throws at once is no different.
    const found = await within((async () => check.look(patient, signal))(), msMax);
    return (
      found ??
      failed("It did not answer in time.", `Look at what is slow: ${check.name} was given ${checkMsMax / 1000} s.`)
    );
  } catch (error) {
    const { code, detail, hint } = toAppError(error);
    if (code === "internal") patient.log.warn({ err: error, check: check.name }, "a check of the doctor failed");
    const isElsewhere = code === "database_unavailable" && check !== checkDatabase;
    if (isElsewhere) return warning("It was not looked at: the database cannot be reached.", "See the database.");
    return failed(detail, hint ?? "The log has the reason.");
  }
}
