import { PassThrough } from "node:stream";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { createLog } from "@/lib/core/log";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { answer } from "./answer";

const logged = new PassThrough();
const app = await createTestApp({ log: createLog({ file: null, level: "info", stream: logged }) });

function answerThrowing(thrown: unknown): Promise<Response> {
  return answer(new Request("http://127.0.0.1:8000/tools"), async () => {
    throw thrown;
  });
}

it("says nothing of an unknown error to the caller, and everything to the log", async () => {
  const response = await answerThrowing(new Error("password=hunter2", { cause: new Error("at hunter2's") }));
  expect(response.status).toBe(500);
  const text = await response.clone().text();
  expect(text + JSON.stringify([...response.headers])).not.toContain("hunter2");
  const { request_id, ...error } = await errorOf(response);
  expect(error).toEqual({
    status: "error",
    error: "Something went wrong inside the orchestrator. The details are in its log under the request id.",
    code: "internal",
    retryable: false,
    errors: [],
  });
  const line = JSON.parse(String(logged.read()).trim());
  expect(line).toMatchObject({ request: request_id, err: { message: expect.stringContaining("password=hunter2") } });
});

it.each([
  ["refused by a rule", sql`insert into users (id, email, password_hash) values (${"hunter2"}, ${"hunter2"}, null)`],
  ["that do not fit", sql`select ${"hunter2"}::text::int`],
  ["of several lines", sql`select 1 from nowhere where a = ${"one\nhunter2\n    at hunter2"}`],
])("logs a failed query without its parameters, %s", async (_, query) => {
  const response = await answer(new Request("http://127.0.0.1:8000/tools"), async () => {
    await app.ctx.db.execute(query);
    return new Response();
  });
  expect(response.status).toBe(500);
  const line = String(logged.read());
  expect(line).not.toContain("hunter2");
  expect(JSON.parse(line).err).toMatchObject({ message: expect.stringMatching(/^Failed query: /), cause: {} });
});

it("asks the caller to come back when the database cannot be reached", async () => {
  const response = await answerThrowing(Object.assign(new Error("at db:5432"), { code: "ECONNREFUSED" }));
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("5");
  const error = await errorOf(response);
  expect(error).toMatchObject({ code: "database_unavailable", retryable: true });
  expect(JSON.stringify(error)).not.toContain("5432");
});

it.each(["/health", "/ready"])("lets nobody store what %s says, and names the request", async (path) => {
  const { status, headers } = await app.send({ path, headers: { "x-request-id": "probe-0001" } });
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-request-id")).toBe("probe-0001");
});

it.each(["/orchestrate", "/intents/system.whoami", "/jobs"])(
  "names the caller of %s in its line, by its route",
  async (path) => {
    const key = await app.createKey();
    logged.read();
    const isCall = path !== "/jobs";
    await app.send({
      path,
      key,
      ...(isCall && { body: path === "/orchestrate" ? { intent: "system.whoami", inputs: {} } : {} }),
    });
    const lines = String(logged.read()).trim().split("\n");
    const line = lines.map((text) => JSON.parse(text)).find(({ msg }) => msg === "request");
    const route = path.replace("system.whoami", ":intent");
    expect(line).toMatchObject({ route, caller: expect.stringMatching(/^key_/) });
  },
);
