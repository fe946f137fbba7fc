import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { afterAll, expect, it } from "vitest";
import { setParsersOnce } from "./set-parsers-once";

const given: unknown[] = [];
const client = await PGlite.create();
const query = client.query.bind(client);
client.query = (...all: Parameters<PGlite["query"]>) => {
  given.push(all[2]);
  return query(...all);
};
const transaction = client.transaction.bind(client);
client.transaction = (work) =>
  transaction((tx) => {
    const ask = tx.query.bind(tx);
    tx.query = (...all: Parameters<PGlite["query"]>) => {
      given.push(all[2]);
      return ask(...all);
    };
    return work(tx);
  });
setParsersOnce(client);
const db = drizzle(client);
const asked = sql`select '2026-01-02T03:04:05Z'::timestamptz as at, '{2026-01-02}'::date[] as days, 7::bigint as n`;
const answered = [{ at: expect.stringContaining("2026-01-02"), days: "{2026-01-02}", n: 7 }];

afterAll(() => client.close());

it("gives the client Drizzle's parsers, so that no statement brings its own", async () => {
  expect((await db.execute(asked)).rows).toEqual(answered);
  expect(given.at(-1)).toEqual({ rowMode: "object" });
});

it("does so in a transaction, and in one within it", async () => {
  await db.transaction(async (tx) => {
    expect((await tx.execute(asked)).rows).toEqual(answered);
    expect(given.at(-1)).toEqual({ rowMode: "object" });
    await tx.transaction(async (inner) => expect((await inner.execute(asked)).rows).toEqual(answered));
    expect(given.some((options) => options !== undefined && "parsers" in (options as object))).toBe(false);
  });
});
