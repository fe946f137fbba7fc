import { createSocket, type Socket } from "node:dgram";
import { setMaxListeners } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createResolve } from "./resolve-name";

const never = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), "hosts-"));
const hostsFile = join(folder, "hosts");
writeFileSync(
  hostsFile,
  "# local\n203.0.113.9\tPartner.example.com alias.example.com # a partner\n2001:db8::9 alias.example.com\n",
);
const sockets: Socket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.close();
  rmSync(folder, { recursive: true });
});

/** A name server at the socket: knows every A record as 192.0.2.1, no AAAA, and never answers for a slow name. */
async function nameServer() {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  sockets.push(socket);
  socket.on("message", (query, from) => {
    const end = query.indexOf(0, 12) + 1;
    const name = query.subarray(13, end - 1).toString("latin1");
    asked.push(name);
    if (name.startsWith("slow")) return;
    const isA = query.readUInt16BE(end) === 1;
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(isA ? 1 : 0, 6);
    header.writeUInt16BE(0, 10);
    const answer = isA ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 192, 0, 2, 1]) : Buffer.alloc(0);
    socket.send(Buffer.concat([header, query.subarray(12, end + 4), answer]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return { asked, servers: [`127.0.0.1:${socket.address().port}`] };
}

it("asks the name servers for both kinds of address", async () => {
  const { servers } = await nameServer();
  expect(await createResolve({ servers, hostsFile })("hooks.example.com", never)).toEqual([
    { address: "192.0.2.1", family: 4 },
  ]);
});

it("believes the hosts file first, whatever the case, and asks nobody then", async () => {
  const { servers, asked } = await nameServer();
  const resolve = createResolve({ servers, hostsFile });
  expect(await resolve("partner.example.com", never)).toEqual([{ address: "203.0.113.9", family: 4 }]);
  expect(await resolve("alias.example.com", never)).toEqual([
    { address: "203.0.113.9", family: 4 },
    { address: "2001:db8::9", family: 6 },
  ]);
  expect(asked).toEqual([]);
});

it("lets a hundred names that never resolve hold up neither a file nor another name, and gives them up on time", async () => {
  const { servers, asked } = await nameServer();
  const resolve = createResolve({ servers, hostsFile });
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const slow = Array.from({ length: 100 }, (_, n) => resolve(`slow${n}.example.com`, stop.signal));
  await expect.poll(() => asked.length).toBeGreaterThan(100);
  expect(await readFile(hostsFile, "utf8")).toBe(readFileSync(hostsFile, "utf8"));
  expect(await resolve("quick.example.com", never)).toHaveLength(1);
  stop.abort();
  expect(await Promise.all(slow)).toEqual(slow.map(() => []));
});

it("knows this machine without asking", async () => {
  const { servers, asked } = await nameServer();
  const addresses = await createResolve({ servers, hostsFile })("localhost", never);
  expect(addresses.every(({ address }) => address === "127.0.0.1" || address === "::1")).toBe(true);
  expect(asked).toEqual([]);
});
