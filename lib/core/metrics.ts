import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { globalState } from "./global-state";

/** Of prom-client's own, gauges that are called like counters; `promtool check metrics` objects to them. */
const misnamed = ["handles", "requests", "resources"].map((what) => `nodejs_active_${what}_total`);
const callSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const runSeconds = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800];
const requestSeconds = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 45];
const statementSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Everything that this process counts. What is counted as it happens costs no more than that: nothing is asked here. */
export type Metrics = ReturnType<typeof createMetrics>;

/** The process's own, one for all of Next's bundles. */
export function metrics(): Metrics {
  return globalState("metrics", createMetrics);
}

function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `orchestrator_${name}`, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: `orchestrator_${name}`, help, labelNames, registers });
  const histogram = <Label extends string>(name: string, help: string, buckets: number[], ...labelNames: Label[]) =>
    new Histogram({ name: `orchestrator_${name}`, help, labelNames, buckets, registers });
  return {
    registry,
    httpRequests: counter("http_requests_total", "Requests answered.", "method", "route", "status"),
    httpSeconds: histogram(
      "http_request_duration_seconds",
      "Until an answer began.",
      requestSeconds,
      "method",
      "route",
    ),
    calls: counter(
      "calls_total",
      "Calls of an intent, by how they were answered.",
      "intent",
      "mode",
      "outcome",
      "code",
    ),
    callSeconds: histogram("call_duration_seconds", "How long callers waited.", callSeconds, "intent", "mode"),
    refusals: counter(
      "refusals_total",
      "Requests and calls that were refused or failed before a job, by code.",
      "code",
    ),
    runs: counter("runs_total", "Runs of jobs, by how they ended.", "intent", "mode", "outcome", "code"),
    runSeconds: histogram("run_duration_seconds", "How long runs took.", runSeconds, "intent", "mode"),
    jobMoves: counter("job_moves_total", "Jobs that this process moved to another state.", "state"),
    callbackAttempts: counter("callback_attempts_total", "Requests to callback addresses, by outcome.", "outcome"),
    statementSeconds: histogram(
      "database_statement_duration_seconds",
      "Statements, the wait for a connection not counted.",
      statementSeconds,
    ),
    databaseUp: gauge("database_up", "Whether the database answered the last look: 1 or 0."),
    jobs: gauge("jobs", "Unfinished jobs of the installation, counted up to 10000 a state.", "state"),
    queueDue: gauge("queue_due_jobs", "Jobs whose time has come and that nobody has taken, counted up to 10000."),
    queueOldestSeconds: gauge("queue_oldest_due_seconds", "How long the longest waiting of them has been due."),
    leases: gauge("leases", "Running jobs, by whether whoever runs them gave a sign of life in time.", "state"),
    running: gauge("running_jobs", "Jobs that this process runs.", "lane"),
    places: gauge("free_places", "How many more jobs this process could run.", "lane"),
    approvalsWaiting: gauge("approvals_waiting", "Calls that wait for a person."),
    approvalOldestSeconds: gauge("approvals_oldest_seconds", "How long the longest waiting of them has waited."),
    callbacksWaiting: gauge("callbacks_waiting", "Callbacks still to be delivered, counted up to 10000."),
    callbacksFailing: gauge("callbacks_failing", "Of those, how many have failed at least once."),
    callbackOldestSeconds: gauge("callbacks_oldest_due_seconds", "How long the longest due callback has been due."),
    embeddingsWaiting: gauge("embeddings_waiting", "Memories without a vector, counted up to 10000."),
    breakers: gauge("breakers", "Outside targets that this process has called, by how they are.", "target", "state"),
    poolSize: gauge("database_connections_max", "How many statements may be under way at once."),
    poolUsed: gauge("database_connections_used", "How many are."),
    poolWaiting: gauge("database_connections_waiting", "How many wait for one to end."),
    buildInfo: gauge("build_info", "1, with what this process is.", "version", "node", "database", "queue"),
  };
}
