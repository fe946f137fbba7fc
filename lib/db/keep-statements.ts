import type { PGlite, parse, protocol, Results } from "@electric-sql/pglite";
import { createRepeatedStatements } from "./repeated-statements";

type Query = PGlite["query"];
type Options = Parameters<Query>[2];
type Messages = Parameters<typeof parse.parseResults>[0];
/** PGlite's own ways to write messages to the database and to read its answers. */
type Wire = { serialize: typeof protocol.serialize; parse: typeof parse };
/** A statement that the database keeps: its name there, the types of its parameters, and the message that says its columns. */
type Kept = { name: string; paramTypes: number[]; described: Messages };

/**
 * Has an embedded database keep the statements that come again and again, each with its plan, and runs such a one in one
 * exchange of messages. PGlite's own way takes six, and has the statement parsed and planned each time, which for a small
 * one is most of the work. Answers are those of PGlite; errors are the database's, without the text and parameters that
 * PGlite adds. Not for COPY, whose data PGlite takes and gives in its own way.
 */
export function keepStatements(client: PGlite, wire: Wire): void {
  const isRepeated = createRepeatedStatements();
  const run = createRunner(client, wire);
  const isForUs = (text: string, options: Options) => isPlain(options) && isRepeated(text);

  const query = client.query.bind(client);
  client.query = async <Row>(text: string, params?: unknown[], options?: Options) => {
    if (!isForUs(text, options)) return query<Row>(text, params, options);
    await client._checkReady();
    return client._runExclusiveTransaction(() => run<Row>(text, params, options));
  };

  const transaction = client.transaction.bind(client);
  client.transaction = (work) =>
    transaction((tx) => {
      const ask = tx.query.bind(tx);
      tx.query = <Row>(text: string, params?: unknown[], options?: Options) =>
        !tx.closed && isForUs(text, options) ? run<Row>(text, params, options) : ask<Row>(text, params, options);
      return work(tx);
    });
}

/** `feature_not_supported`: what Postgres says of a plan whose columns are others by now. */
const planOutOfDate = "0A000";

/** What else a statement can be told to do, PGlite does itself. */
function isPlain(options: Options): boolean {
  return Object.keys(options ?? {}).every((name) => name === "rowMode");
}

function createRunner(client: PGlite, { serialize, parse: { parseDescribeStatementResults, parseResults } }: Wire) {
  const kept = new Map<string, Kept>();
  let named = 0;

  return function run<Row>(text: string, params: unknown[] = [], options?: Options): Promise<Results<Row>> {
    return client.runExclusive(async () => {
      const statement = kept.get(text) ?? (await keep(text));
      const values = params.map((value, at) => toText(value, statement.paramTypes[at]));
      const answers = await send(
        serialize.bind({ statement: statement.name, values }),
        serialize.execute({}),
        serialize.sync(),
      ).catch((error) => {
        // Its tables have changed: the next time it is made anew.
        if (error.code === planOutOfDate) kept.delete(text);
        throw error;
      });
      if (!client.isInTransaction()) await client.syncToFs();
      const [results] = parseResults([...statement.described, ...answers], client.parsers, options);
      return results as Results<Row>;
    });
  };

  /** @throws what the database says of it; it is tried anew when it comes again. */
  async function keep(text: string): Promise<Kept> {
    named += 1;
    const name = `kept_${named}`;
    const answers = await send(
      serialize.parse({ name, text }),
      serialize.describe({ type: "S", name }),
      serialize.sync(),
    );
    const statement = {
      name,
      paramTypes: parseDescribeStatementResults(answers),
      described: answers.filter((message) => message.name === "rowDescription"),
    };
    kept.set(text, statement);
    return statement;
  }

  /** As one message ends with a sync, an error in it leaves the connection as usable as it was. */
  function send(...messages: Uint8Array[]): Promise<Messages> {
    return client.execProtocolStream(Buffer.concat(messages), { syncToFs: false });
  }

  function toText(value: unknown, type = 0): string | null {
    if (value === null || value === undefined) return null;
    const serializer = client.serializers[type];
    return serializer ? serializer(value) : String(value);
  }
}
