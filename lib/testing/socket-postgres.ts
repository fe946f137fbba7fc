import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { afterAll } from "vitest";

const connectionsMax = 20;

/** A Postgres at a socket that can go away and come back with what it held: PGlite behind the wire protocol. */
export async function startSocketPostgres() {
  const db = await PGlite.create({ extensions: { vector } });
  const port = await findFreePort();
  let server: PGLiteSocketServer | null = null;

  async function comeBack(): Promise<void> {
    if (server) return;
    server = new PGLiteSocketServer({ db, port, host: "127.0.0.1", maxConnections: connectionsMax });
    await server.start();
  }

  async function goAway(): Promise<void> {
    await server?.stop();
    server = null;
  }

  await comeBack();
  afterAll(async () => {
    await goAway();
    await db.close();
  });
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`, goAway, comeBack };
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
