import { openDatabase } from "@/lib/db/open-database";
import { refuseNewFolder } from "@/lib/db/refuse-new-folder";
import type { Context } from "@/lib/records/context";
import { askServer, type Question } from "./ask-server";
import type { Call } from "./command";
import { commandContext } from "./command-context";
import { describeInstallation } from "./describe-installation";
import { findServer } from "./find-server";

/** One thing that the command line does to an installation, by either way in. */
export type AdminVerb<Input, Output> = {
  /** On a database that it has opened. */
  run(ctx: Context, input: Input): Promise<Output>;
  /** Of the server that holds the data folder. */
  ask(input: Input): Question;
  /** What `run` would give, in the server's answer; the whole of it where there is no such function. */
  pick?(answer: never): Output;
};

type Admin = { do<Input, Output>(verb: AdminVerb<Input, Output>, input: Input): Promise<Output> };

/**
 * Does some work through the running server when that holds the data folder, else straight on the database, and notes
 * which it is. Throws `database_unavailable` where there is no database yet.
 */
export async function withAdmin<Result>(
  { env, note }: Pick<Call, "env" | "note">,
  work: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const server = findServer(env);
  note(describeInstallation({ env, server }));
  if (server) {
    return work({
      do: async ({ ask, pick = (answer) => answer }, input) => pick((await askServer(server, ask(input))) as never),
    });
  }
  refuseNewFolder(env);
  const database = await openDatabase(env);
  try {
    const ctx = commandContext({ env, db: database.db });
    return await work({ do: ({ run }, input) => run(ctx, input) });
  } finally {
    await database.close();
  }
}
