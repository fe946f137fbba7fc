import { DoctorReport } from "@/lib/contracts/doctor";
import { AppError } from "@/lib/core/app-error";
import type { Env } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import type { Database } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open-database";
import { refuseNewFolder } from "@/lib/db/refuse-new-folder";
import { closeAllMcp } from "@/lib/engines/mcp/close-all-mcp";
import { runDoctor } from "@/lib/surfaces/process/doctor/run-doctor";
import { reasonOf } from "@/lib/surfaces/process/start-or-exit";
import { askServer } from "./ask-server";
import type { Call, Commands } from "./command";
import { commandContext } from "./command-context";
import { describeInstallation } from "./describe-installation";
import { findServer } from "./find-server";
import { listFindings } from "./list-findings";

/** `npm run doctor` */
export const doctorCommands: Commands = {
  usage:
    "  npm run doctor                        looks at everything that an installation needs; ends with 1 when something failed",
  verbs: {
    "": async (call) => {
      const { status, checks } = await examine(call);
      return { text: listFindings(checks), exitCode: status === "failed" ? 1 : 0 };
    },
  },
};

/** The server's own view where one holds the data folder, since it alone knows its worker and its breakers. */
async function examine({ env, note }: Call): Promise<DoctorReport> {
  const server = findServer(env);
  note(describeInstallation({ env, server }));
  if (!server) return examineHere(env);
  const isAnswer = (answer: unknown) => DoctorReport.safeParse(answer).success;
  return DoctorReport.parse(await askServer(server, { method: "GET", path: "/ready?deep=1", isAnswer }));
}

async function examineHere(env: Env): Promise<DoctorReport> {
  const database = await openExisting(env).catch((error: unknown) => unopened(error));
  try {
    return await runDoctor({
      env,
      log: createLog({ file: null, level: "silent" }),
      isServer: false,
      open: () => opened(env, database),
    });
  } finally {
    // What still starts would keep the command from ending.
    await closeAllMcp();
    if ("db" in database) await database.close();
  }
}

async function openExisting(env: Env): Promise<Database> {
  refuseNewFolder(env);
  return openDatabase(env);
}

type Unopened = { error: AppError };

function opened(env: Env, database: Database | Unopened) {
  if ("error" in database) throw database.error;
  return { ctx: commandContext({ env, db: database.db }), database };
}

function unopened(cause: unknown): Unopened {
  if (cause instanceof AppError) return { error: cause };
  const reason = reasonOf(cause);
  const detail = `It cannot be opened: ${reason}`;
  return {
    error: new AppError({ code: "database_unavailable", detail, hint: "Then run npm run doctor again.", cause }),
  };
}
