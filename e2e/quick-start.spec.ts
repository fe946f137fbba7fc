import { expect } from "@playwright/test";
import { test } from "./test";

// The seed's own requests, with no key, as its curl lines send them from the machine itself.
const helloWorld = { intent: "memory.write", inputs: { text: "Hello World", tags: ["test"] }, mode: "agent" };

test("the first call of the quick start stores a memory", async ({ request }) => {
  const response = await request.post("/orchestrate", { data: helloWorld });
  expect(response.status()).toBe(200);
  expect(response.headers()["content-type"]).toMatch(/^application\/json/);
  expect(await response.json()).toMatchObject({
    status: "success",
    result: { item_id: expect.stringMatching(/^mem_/), status: "stored" },
    mode: "agent",
    duration_ms: expect.any(Number),
  });
});

test("the same request gives the same response, and says that it is a repeat", async ({ request }) => {
  const first = await request.post("/orchestrate", { data: helloWorld });
  const second = await request.post("/orchestrate", { data: helloWorld });
  expect(await second.text()).toBe(await first.text());
  expect(second.headers()["idempotency-replayed"]).toBe("true");
});

test("a repeat with its fields in another order is still the same request", async ({ request }) => {
  const first = await request.post("/orchestrate", { data: helloWorld });
  const turned = { mode: "agent", inputs: { tags: ["test"], text: "Hello World" }, intent: "memory.write" };
  const second = await request.post("/orchestrate", { data: turned });
  expect(await second.text()).toBe(await first.text());
});

test("a request with callback_url and context is taken as documented", async ({ request }) => {
  const data = {
    intent: "memory.write",
    inputs: { text: "Data to store", tags: ["example"] },
    mode: "agent",
    callback_url: "https://example.com/webhook",
    context: { user_id: "user_123", session_id: "sess_abc" },
  };
  const response = await request.post("/orchestrate", { data });
  expect(response.status()).toBe(200);
  const { job_id } = await response.json();
  const job = await (await request.get(`/jobs/${job_id}`)).json();
  expect(job.context).toEqual(data.context);
  expect(job.callback_url).toBe(data.callback_url);
});

test("the Python client's call, with mode auto, stores a memory", async ({ request }) => {
  const data = { intent: "memory.write", inputs: { text: "Important note", tags: ["personal"] }, mode: "auto" };
  const answer = await (await request.post("/orchestrate", { data })).json();
  expect(answer).toMatchObject({ status: "success", mode: "agent" });
});

test("memory.search finds what memory.write stored", async ({ request }) => {
  await request.post("/orchestrate", { data: helloWorld });
  const data = { intent: "memory.search", inputs: { query: "hello" } };
  const answer = await (await request.post("/orchestrate", { data })).json();
  expect(answer.status).toBe("success");
  expect(JSON.stringify(answer.result)).toContain("Hello World");
});

test("a job is polled by its id, with and without the /api prefix", async ({ request }) => {
  const { job_id, result } = await (await request.post("/orchestrate", { data: helloWorld })).json();
  for (const path of [`/jobs/${job_id}`, `/api/jobs/${job_id}`]) {
    const response = await request.get(path);
    expect(response.status()).toBe(200);
    expect(await response.json()).toMatchObject({ status: "success", state: "succeeded", job_id, result });
  }
});

test("an unknown job is a 404", async ({ request }) => {
  const response = await request.get("/jobs/job_abc123");
  expect(response.status()).toBe(404);
  expect(await response.json()).toMatchObject({ status: "error", code: "job_not_found" });
});

test("an unknown intent is named, with what there is", async ({ request }) => {
  const response = await request.post("/orchestrate", { data: { intent: "xyz", inputs: {} } });
  expect(response.status()).toBe(404);
  const { error } = await response.json();
  expect(error).toMatch(/^Intent 'xyz' not found\. Available: \[.*memory\.write.*\]/);
});

for (const { name, data, path } of [
  { name: "a misspelt field", data: { ...helloWorld, callbak_url: "https://example.com" }, path: "callbak_url" },
  { name: "missing inputs", data: { intent: "memory.write" }, path: "inputs" },
  { name: "a text that is a number", data: { intent: "memory.write", inputs: { text: 5 } }, path: "inputs.text" },
  { name: "an unknown mode", data: { ...helloWorld, mode: "magic" }, path: "mode" },
]) {
  test(`${name} is refused by name`, async ({ request }) => {
    const response = await request.post("/orchestrate", { data });
    expect(response.status()).toBe(400);
    const { status, errors } = await response.json();
    expect(status).toBe("error");
    expect(errors.map((error: { path: string }) => error.path)).toContain(path);
  });
}

test("the keyless caller of this machine is not there for a web page of another site", async ({ request }) => {
  const response = await request.post("/orchestrate", {
    data: helloWorld,
    headers: { origin: "https://evil.example" },
  });
  expect(response.status()).toBe(401);
});

test("health and readiness answer", async ({ request }) => {
  expect((await request.get("/health")).status()).toBe(200);
  expect((await request.get("/ready")).status()).toBe(200);
});
