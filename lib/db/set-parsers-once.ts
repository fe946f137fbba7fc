import type { PGlite } from "@electric-sql/pglite";

/** All that Drizzle uses of what runs statements: the client, and what a transaction is given. */
type Statements = Pick<PGlite, "query">;

/**
 * Drizzle hands parsers along with each statement, and PGlite then copies its own, several hundred, to put them in: on a
 * small statement more work than the statement. They are the same each time, so the client gets them for good.
 */
export function setParsersOnce(client: Pick<PGlite, "query" | "transaction" | "parsers">): void {
  const transaction = client.transaction.bind(client);
  takeParsers(client, client);
  client.transaction = (work) =>
    transaction((tx) => {
      takeParsers(tx, client);
      return work(tx);
    });
}

function takeParsers(statements: Statements, { parsers: own }: Pick<PGlite, "parsers">): void {
  const query = statements.query.bind(statements);
  statements.query = <Row>(...[text, params, options]: Parameters<PGlite["query"]>) => {
    if (!options?.parsers) return query<Row>(text, params, options);
    const { parsers, ...others } = options;
    Object.assign(own, parsers);
    return query<Row>(text, params, others);
  };
}
