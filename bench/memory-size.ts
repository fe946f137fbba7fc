// `npm run bench:memory-size`: search, recall and writes with 100,000 memories, on PGlite and, when TEST_DATABASE_URL or
// DATABASE_URL names a server where a database may be made, on Postgres too.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { type Database, queryRows } from "@/lib/db/database";
import { openPglite } from "@/lib/db/open-pglite";
import { openPostgres } from "@/lib/db/open-postgres";
import { type Case, cases, measureCase } from "./memory-cases";
import { benchContext, type Corpus, fillCorpus } from "./memory-corpus";
import { measureWrites } from "./memory-writes";

const count = Number(process.env.BENCH_MEMORIES ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 200);
const server = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL;
const kinds = (process.env.BENCH_KINDS ?? "pglite,postgres").split(",");

if (kinds.includes("pglite")) {
  const dataDir = mkdtempSync(join(tmpdir(), "orchestrator-memory-size-"));
  try {
    await measure(await openPglite({ dataDir }));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
if (server && kinds.includes("postgres")) {
  const name = `orchestrator_bench_${process.pid}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  try {
    await measure(await openPostgres({ url: url.href }));
  } finally {
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  }
}

async function measure(database: Database): Promise<void> {
  try {
    const ctx = benchContext(database.db);
    const startedMs = performance.now();
    const corpus = await fillCorpus(ctx, { count });
    const filledS = (performance.now() - startedMs) / 1000;
    const lines: string[] = [];
    for (const one of cases) lines.push(await describe(one, corpus));
    const writes = await measureWrites(ctx, { from: count, count: rounds * 2 });
    report({ database, lines, filledS, writes, model: corpus.modelName, sizes: await sizes(database) });
  } finally {
    await database.close();
  }

  async function describe(one: Case, corpus: Corpus): Promise<string> {
    const { p50, p95, recall, fitting } = await measureCase(benchContext(database.db), { one, corpus, rounds });
    const line = `| ${one.title} | ${fitting} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${recall.toFixed(3)} |`;
    process.stdout.write(`${line}\n`);
    return line;
  }
}

type Report = {
  database: Database;
  lines: string[];
  filledS: number;
  writes: { perS: number; p50: number; p95: number };
  model: string;
  sizes: { whole: number; vectors: number; index: number };
};

function report({ database, lines, filledS, writes, model, sizes }: Report): void {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
  const { whole, vectors, index } = sizes;
  process.stdout.write(
    `${[
      "",
      `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores, ${database.kind}, ` +
        `${count} memories, model ${model}, ${rounds} searches a row`,
      "",
      "| search | memories that fit | p50 ms | p95 ms | recall@10 |",
      "|---|---|---|---|---|",
      ...lines,
      "",
      `Writes: ${writes.perS.toFixed(0)} a second, p50 ${writes.p50.toFixed(1)} ms, p95 ${writes.p95.toFixed(1)} ms. ` +
        `Size: ${megabytes(whole)}, of which vectors ${megabytes(vectors)} and their index ${megabytes(index)}. ` +
        `Filled in ${filledS.toFixed(0)} s.`,
      "",
    ].join("\n")}\n`,
  );
}

async function sizes({ db }: Database): Promise<Report["sizes"]> {
  const [row] = await queryRows<{ whole: string; vectors: string; index: string }>({
    db,
    query: sql`select pg_database_size(current_database()) as whole, pg_table_size('memory_vectors') as vectors,
      (select coalesce(sum(pg_relation_size(indexrelid)), 0) from pg_stat_user_indexes
        where indexrelname like 'vectors_of_model_%') as index`,
  });
  return { whole: Number(row?.whole), vectors: Number(row?.vectors), index: Number(row?.index) };
}
