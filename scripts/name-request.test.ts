import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it } from "vitest";
import { nameRequest } from "./name-request.mjs";

let answer: (response: ServerResponse) => void = (response) => response.end();
const server = createServer((request, response) => {
  nameRequest(request, response);
  response.setHeader("seen", String(request.headers["x-request-id"]));
  answer(response);
}).listen(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => server.close());

async function namesOf(given?: string) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { headers } = await fetch(url, { headers: given === undefined ? {} : { "x-request-id": given } });
  return { named: headers.get("x-request-id"), seen: headers.get("seen") };
}

it.each(["my-own-request.1", "A_b.c-8d", "x".repeat(128)])("keeps the caller's name %s", async (given) => {
  expect(await namesOf(given)).toEqual({ named: given, seen: given });
});

it.each([undefined, "short", "x".repeat(129), "with space", "semi;colon", "a/b/c/d/e/f", "<script>"])(
  "makes a name instead of %s",
  async (given) => {
    const { named, seen } = await namesOf(given);
    expect(named).toMatch(/^req_[0-9a-f]{26}$/);
    expect(seen).toBe(named);
  },
);

it("leaves one name in an answer that names itself", async () => {
  answer = (response) => response.appendHeader("x-request-id", "of-the-route").end();
  expect((await namesOf()).named).toBe("of-the-route");
});
