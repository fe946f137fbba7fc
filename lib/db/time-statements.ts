import type { PGlite } from "@electric-sql/pglite";
import { metrics } from "@/lib/core/metrics";
import type { DatabaseLoad } from "./database";

/**
 * Times the statements of an embedded database, from when each is sent: the wait for the ones before it is a part of
 * that, since there is one connection. Answers what tells how many are under way.
 */
export function timeStatements(client: Pick<PGlite, "query">): () => DatabaseLoad {
  let underWay = 0;
  const query = client.query.bind(client);
  client.query = async <Row>(...given: Parameters<PGlite["query"]>) => {
    const timed = metrics().statementSeconds.startTimer();
    underWay += 1;
    try {
      return await query<Row>(...given);
    } finally {
      underWay -= 1;
      timed();
    }
  };
  return () => ({ max: 1, used: Math.min(1, underWay), waiting: Math.max(0, underWay - 1) });
}
