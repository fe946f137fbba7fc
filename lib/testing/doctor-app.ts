import { afterEach } from "vitest";
import { DoctorReport } from "@/lib/contracts/doctor";
import { parseEnv } from "@/lib/core/env";
import { forgetGlobalState } from "@/lib/core/global-state";
import type { Database } from "@/lib/db/database";
import { callbacks, jobs } from "@/lib/db/schema";
import { flows } from "@/lib/db/schema-actions";
import { forgetPulse, notePulse } from "@/lib/dispatch/worker-pulse";
import { operatorToken } from "@/lib/surfaces/process/operator-token";
import { createTestApp } from "./test-app";
import { createTestClock } from "./test-clock";

/** An app whose doctor is asked, on any configuration; its worker has just looked, as far as the doctor can tell. */
export async function createDoctorApp(database?: Database) {
  const clock = createTestClock();
  const app = await createTestApp({ clock, ...(database && { database }) });
  const operator = operatorToken(app.runtime.secretKey);
  const { db } = app.ctx;

  async function examine(variables: Record<string, string> = {}) {
    app.runtime.env = parseEnv(variables);
    const response = await app.send({ path: "/ready?deep=1", key: operator });
    const text = await response.text();
    const report = DoctorReport.parse(JSON.parse(text));
    const find = (name: string) => {
      const { duration_ms: _, ...finding } = report.checks.find((check) => check.name === name) ?? { duration_ms: 0 };
      return finding;
    };
    return { status: response.status, report, text, find };
  }

  notePulse(app.ctx);
  afterEach(async () => {
    notePulse(app.ctx);
    forgetGlobalState("breakers");
    forgetGlobalState("remembered");
    if (database) return;
    for (const table of [flows, callbacks, jobs]) await db.delete(table);
  });
  return { app, clock, operator, examine, stopWorker: () => forgetPulse(app.ctx) };
}
