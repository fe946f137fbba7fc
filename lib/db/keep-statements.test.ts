import { PGlite, parse, protocol } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { keepStatements } from "./keep-statements";

const [plain, keeping, closing] = await Promise.all([PGlite.create(), PGlite.create(), PGlite.create()]);
for (const client of [keeping, closing]) keepStatements(client, { serialize: protocol.serialize, parse });
const insert = "insert into names (name) values ($1)";

const statements: [text: string, params: unknown[]][] = [
  ["select 1 as one", []],
  ["select $1::int as n, $2::text as t, $3::bool as b", [7, "ünï\n'\"\\", true]],
  ["select $1::int as n, $2::text as nothing", [null, undefined]],
  ["select $1::json as j, $2::jsonb as k", [{ a: [1, null] }, { b: "c" }]],
  ["select $1::bigint as large, 7::bigint as small, 1.5::numeric as exact", [9_007_199_254_740_993n]],
  ["select $1::timestamptz as at, $2::date as day", [new Date("2026-01-02T03:04:05.678Z"), "2026-01-02"]],
  [
    "select $1::text[] as words, $2::int[] as numbers",
    [
      ["a", "b,c", '"'],
      [1, 2],
    ],
  ],
  ["select $1::bytea as bytes", [new Uint8Array([0, 1, 255])]],
  ["select 1 as a, 2 as a", []],
  ["select n from generate_series(1, $1::int) as n", [300]],
  ["select n from generate_series(1, 0) as n", []],
  ["select", []],
  ["", []],
  ["insert into things (name) values ($1) returning id, name", ["a thing"]],
  ["insert into things (name) select 'many' from generate_series(1, 3)", []],
  ["update things set name = $1 where name = 'many'", ["many"]],
  ["delete from things where name = $1", ["nobody has this"]],
  ["with gone as (delete from things where name = 'many' returning id) select count(*) from gone", []],
];

beforeAll(async () => {
  for (const client of [plain, keeping]) {
    await client.exec("create table things (id serial primary key, name text)");
    await client.exec("create table names (name text primary key)");
  }
  for (const name of ["a", "b", "c", "d"]) await keeping.query(insert, [name]);
});
beforeEach(async () => {
  for (const client of [plain, keeping]) await client.exec("truncate names; insert into names values ('a')");
});
afterAll(() => Promise.all([plain.close(), keeping.close()]));

it.each(statements)("answers %j the twelfth time as PGlite does", async (text, params) => {
  for (const options of [undefined, { rowMode: "array" as const }, { rowMode: "object" as const }]) {
    for (let n = 0; n < 4; n++) {
      expect(await keeping.query(text, params, options)).toEqual(await plain.query(text, params, options));
    }
  }
});

it("keeps a statement once it has come three times, in a transaction or not", async () => {
  const asked = "select 'kept' as what";
  for (const keptAfter of [false, false, true, true]) {
    await keeping.query(asked);
    expect(await isKept(asked)).toBe(keptAfter);
  }
  const askedInside = "select 'kept inside' as what";
  await keeping.transaction(async (tx) => {
    for (let n = 0; n < 3; n++) await tx.query(askedInside);
  });
  expect(await isKept(askedInside)).toBe(true);
});

it("gives PGlite's error for a row that is there already, and goes on", async () => {
  const told = await Promise.all([plain, keeping].map((client) => client.query(insert, ["a"]).catch((error) => error)));
  const facts = told.map(({ message, code, detail, constraint }) => ({ message, code, detail, constraint }));
  expect(facts[1]).toEqual(facts[0]);
  expect(facts[1]?.code).toBe("23505");
  await keeping.query(insert, ["b"]);
  expect(await namesOf(keeping)).toEqual(["a", "b"]);
});

it("takes back what a failed transaction did, and only that", async () => {
  const failing = keeping.transaction(async (tx) => {
    await tx.query(insert, ["taken back"]);
    await expect(tx.query(insert, ["a"])).rejects.toThrow("duplicate key");
    await tx.query(insert, ["after the error"]);
  });
  await expect(failing).rejects.toThrow("current transaction is aborted");
  await keeping.transaction(async (tx) => {
    await tx.query(insert, ["f"]);
    await tx.query("savepoint one");
    await expect(tx.query(insert, ["a"])).rejects.toThrow("duplicate key");
    await tx.query("rollback to savepoint one");
    await tx.query(insert, ["g"]);
  });
  expect(await namesOf(keeping)).toEqual(["a", "f", "g"]);
});

it("lets nobody else into a transaction", async () => {
  const count = "select count(*)::int as n from things where name = 'unseen'";
  for (let n = 0; n < 3; n++) await keeping.query(count);
  const done: string[] = [];
  const changing = keeping.transaction(async (tx) => {
    await tx.query("insert into things (name) values ('unseen')");
    await new Promise((resolve) => setImmediate(resolve));
    expect(await tx.query(count)).toMatchObject({ rows: [{ n: 1 }] });
    done.push("transaction");
    await tx.rollback();
  });
  const looking = keeping.query(count).then(({ rows }) => {
    done.push("look");
    expect(rows).toEqual([{ n: 0 }]);
  });
  await Promise.all([changing, looking]);
  expect(done).toEqual(["transaction", "look"]);
});

it("refuses a transaction that is over, like PGlite", async () => {
  const over = await keeping.transaction(async (tx) => tx);
  await expect(over.query("select 1 as one")).rejects.toThrow("Transaction is closed");
});

it("tries a statement anew that the database did not take", async () => {
  const asked = "select count(*)::int as n from made_later";
  for (let n = 0; n < 4; n++) await expect(keeping.query(asked)).rejects.toThrow("does not exist");
  await keeping.exec("create table made_later (n int)");
  expect(await keeping.query(asked)).toMatchObject({ rows: [{ n: 0 }] });
});

it("makes a statement anew, the time after, whose columns have changed", async () => {
  await keeping.exec("create table grown (a int)");
  const asked = "select * from grown";
  for (let n = 0; n < 4; n++) await keeping.query(asked);
  await keeping.exec("alter table grown add column b int");
  await expect(keeping.query(asked)).rejects.toThrow("cached plan must not change result type");
  expect((await keeping.query(asked)).fields.map(({ name }) => name)).toEqual(["a", "b"]);
});

it("leaves a statement to PGlite that is told to do more", async () => {
  const asked = "select $1 as what, 7 as n";
  const options = { parsers: { 23: (text: string) => `no. ${text}` }, serializers: { 25: String }, paramTypes: [25] };
  for (let n = 0; n < 4; n++) {
    expect((await keeping.query(asked, [1], options)).rows).toEqual([{ what: "1", n: "no. 7" }]);
  }
  expect(await isKept(asked)).toBe(false);
});

it("delivers what a kept statement tells the listeners", async () => {
  const heard: string[] = [];
  await keeping.listen("news", (payload) => heard.push(payload));
  for (const payload of ["1", "2", "3", "4"]) await keeping.query("select pg_notify('news', $1)", [payload]);
  expect(heard).toEqual(["1", "2", "3", "4"]);
});

it("is closed when PGlite is", async () => {
  for (let n = 0; n < 4; n++) await closing.query("select 1");
  await closing.close();
  await expect(closing.query("select 1")).rejects.toThrow("PGlite is closed");
});

async function isKept(text: string): Promise<boolean> {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  const [found] = await keeping.exec(
    `select count(*)::int as n from pg_prepared_statements where statement = ${quoted}`,
  );
  return (found?.rows[0] as { n: number } | undefined)?.n === 1;
}

async function namesOf(client: PGlite): Promise<string[]> {
  const [found] = await client.exec("select name from names order by name");
  return (found?.rows ?? []).map((row) => (row as { name: string }).name);
}
