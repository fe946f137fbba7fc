import { drizzle } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { metrics } from "@/lib/core/metrics";
import { createSlots } from "./create-slots";
import { allowedMs } from "./long-statements";
import { createRepeatedStatements } from "./repeated-statements";

type Client = postgres.Sql;
type Statements = Pick<Client, "unsafe">;
type CreatePoolInput = {
  connect(): Client;
  connectionsMax: number;
  /** How long a statement may take before its connection is taken for dead; the wait for a connection does not count. */
  statementMsMax: number;
  onReplace(): void;
};

/** postgres.js waits for ever where a server falls silent without closing its connections. */
class StatementDeadlineError extends Error {
  readonly code = "STATEMENT_DEADLINE";
}

/**
 * The connections, as Drizzle uses them, with an end to every wait: a statement without an answer is rejected with code
 * STATEMENT_DEADLINE, and what comes after it gets new connections, because the old ones may never answer again. What
 * still runs on those has as long once more.
 */
export function createPool({ connect, connectionsMax, statementMsMax, onReplace }: CreatePoolInput) {
  const slots = createSlots(connectionsMax);
  const isRepeated = createRepeatedStatements();
  let current = connectParsed();

  function connectParsed(): Client {
    const client = connect();
    // Drizzle sets the parsers of the one client that it is given; the ones after it need the same.
    drizzle(client);
    return client;
  }

  function replace(silent: Client): void {
    if (silent !== current) return;
    current = connectParsed();
    void silent.end({ timeout: statementMsMax / 1000 }).catch(() => {});
    onReplace();
  }

  /** Rejects when it is not stopped in time; started anew, it has all the time again. */
  function createDeadline(client: Client) {
    let timer: NodeJS.Timeout | undefined;
    let fail: (error: Error) => void = () => {};
    const passed = new Promise<never>((_, reject) => {
      fail = reject;
    });
    passed.catch(() => {});
    const msMax = allowedMs() ?? statementMsMax;
    return {
      passed,
      start(): void {
        clearTimeout(timer);
        timer = setTimeout(() => {
          fail(new StatementDeadlineError(`the database did not answer within ${msMax / 1000} s`));
          replace(client);
        }, msMax);
      },
      stop: () => clearTimeout(timer),
      fail: (error: Error) => fail(error),
    };
  }

  /** Waits for a connection of its own, so that a busy pool is not taken for a silent server. */
  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    await slots.take(statementMsMax, () => new StatementDeadlineError("every connection to the database is busy"));
    try {
      return await work();
    } finally {
      slots.release();
    }
  }

  async function inTime<Rows>(client: Client, answer: PromiseLike<Rows>): Promise<Rows> {
    const deadline = createDeadline(client);
    deadline.start();
    const timed = metrics().statementSeconds.startTimer();
    try {
      return await Promise.race([answer, deadline.passed]);
    } finally {
      deadline.stop();
      timed();
    }
  }

  function sendIn(statements: Statements, { client, onError }: { client: Client; onError?: (error: unknown) => void }) {
    // Within a transaction nothing is prepared: a pooler may give each one another connection.
    return (...[text, parameters, options]: Parameters<Client["unsafe"]>) => {
      const sent = statements.unsafe(text, parameters, { ...options, prepare: !onError && isRepeated(text) });
      // Within a transaction the connection is there already.
      const answered = onError ? inTime(client, sent) : inTurn(() => inTime(client, sent));
      if (onError) answered.catch(onError);
      // What is sent goes out after this turn, so that the rows' form can still be chosen.
      return Object.assign(answered, {
        values: () => {
          sent.values();
          return answered;
        },
      });
    };
  }

  /** BEGIN and COMMIT have a deadline as well; how long the work between them takes is its own affair. */
  function begin<Result>(work: (tx: Statements) => Promise<Result>): Promise<Result> {
    return inTurn(() => beginNow(work));
  }

  async function beginNow<Result>(work: (tx: Statements) => Promise<Result>): Promise<Result> {
    const client = current;
    const deadline = createDeadline(client);
    const msMax = allowedMs();
    let isLost = false;
    const onError = (error: unknown) => {
      if (error instanceof StatementDeadlineError) deadline.fail(error);
      isLost ||= isConnectionLost(error);
    };
    /** Entering and leaving a transaction, or one within it, has a deadline too. */
    const guarded = (inner: (tx: Statements) => Promise<unknown>) => async (tx: postgres.TransactionSql) => {
      deadline.stop();
      const savepoint = (nested: typeof inner) => {
        deadline.start();
        return tx.savepoint(guarded(nested)).finally(deadline.stop);
      };
      try {
        // All that Drizzle calls of a transaction's client; its type names more than there is need for.
        return await inner({ unsafe: sendIn(tx, { client, onError }), savepoint } as unknown as Statements);
      } finally {
        deadline.start();
        // postgres.js would send ROLLBACK to a socket that is gone, and throw where nobody can catch it
        // (porsager/postgres#1208). The loss itself rejects `whole`.
        if (isLost) await new Promise(() => {});
      }
    };
    deadline.start();
    const whole = client.begin(
      guarded(async (tx) => {
        if (msMax !== undefined) await tx.unsafe(`set local statement_timeout = ${msMax}`);
        return work(tx);
      }),
    );
    try {
      return (await Promise.race([whole, deadline.passed])) as Result;
    } finally {
      deadline.stop();
    }
  }

  const asClient = {
    options: current.options,
    unsafe: (...given: Parameters<Client["unsafe"]>) => sendIn(current, { client: current })(...given),
    begin,
  };
  return {
    // All that Drizzle calls of a client; postgres.js's own type has the template tag and much else besides.
    client: asClient as unknown as Client,
    close: () => current.end({ timeout: 5 }),
    load: () => ({ max: connectionsMax, ...slots.load() }),
  };
}

/** After an error that is FATAL the server closes the connection. Source: its manual, Message Severity Levels. */
function isConnectionLost(error: unknown): boolean {
  const { code, severity } = error as { code?: string; severity?: string };
  return severity === "FATAL" || code === "CONNECTION_CLOSED" || code === "CONNECTION_DESTROYED";
}
