import { expect, it } from "vitest";
import { z } from "zod";
import { runCall } from "@/lib/dispatch/run-call";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import { keyActor } from "@/lib/testing/key-actor";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { defineTool } from "@/lib/tools/define-tool";

const app = await createTestApp();
const { key, actor } = await keyActor(app.ctx);
const page = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";

/** A file that a job of the key's caller has kept. */
async function keep({ name, mimeType }: { name: string; mimeType: string }) {
  const tool = defineTool({
    intent: "probe.keep",
    title: "Keep",
    description: "Keeps a file.",
    effects: "read",
    input: z.strictObject({}),
    output: z.strictObject({ url: z.string() }),
    example: {},
    timeoutMs: 5_000,
    run: async (ctx) => ({ url: (await ctx.keep({ name, mimeType, content: Buffer.from(page) })).url }),
  });
  const ctx = { ...app.ctx, actor };
  const request = { intent: tool.intent, inputs: {}, mode: "auto" as const };
  const { job } = await runCall(ctx, { request, route: { mode: "agent", tool }, input: {} });
  const [file] = (await findJobDetails(ctx, job)).files;
  const { url } = z.object({ url: z.string() }).parse(job.result?.value);
  return { path: `/jobs/${job.id}/files/${file?.id}`, jobId: job.id, url };
}

it.each([
  ["image/png", "image/png", "inline"],
  ["image/webp", "image/webp", "inline"],
  ["audio/mpeg", "audio/mpeg", "attachment"],
  ["application/pdf", "application/pdf", "attachment"],
  ["image/svg+xml", "application/octet-stream", "attachment"],
  ["text/html", "application/octet-stream", "attachment"],
  ["text/html; charset=utf-8", "application/octet-stream", "attachment"],
  ["image/png\r\nx: y", "application/octet-stream", "attachment"],
])("gives %j as %s, %s", async (mimeType, type, disposition) => {
  const { path, url } = await keep({ name: 'a"b;ü.svg', mimeType });
  expect(url).toBe(`${app.ctx.env.publicUrl}${path}`);
  const response = await app.send({ path, key });
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": type,
    "content-disposition": `${disposition}; filename="a_b__.svg"; filename*=UTF-8''a_b%3B%C3%BC.svg`,
    "content-length": String(page.length),
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "private, max-age=31536000, immutable",
  });
  expect(await response.text()).toBe(page);
});

it("sends nothing again to who has it", async () => {
  const { path } = await keep({ name: "a.png", mimeType: "image/png" });
  const etag = (await app.send({ path, key })).headers.get("etag") ?? "";
  const again = await app.send({ path, key, headers: { "if-none-match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

it("answers 401 to nobody, and 404 to another caller, for another job, and for a file that there is not", async () => {
  const { path, jobId } = await keep({ name: "a.png", mimeType: "image/png" });
  const other = await keep({ name: "b.png", mimeType: "image/png" });
  expect((await app.send({ path })).status).toBe(401);
  const stranger = await app.createKey();
  expect(await errorOf(await app.send({ path, key: stranger }))).toMatchObject({ code: "job_not_found" });
  const crossed = `/jobs/${jobId}/files/${other.path.split("/").at(-1)}`;
  expect(await errorOf(await app.send({ path: crossed, key }))).toMatchObject({ code: "not_found" });
  expect((await app.send({ path: `/jobs/${jobId}/files/file_none`, key })).status).toBe(404);
  const reader = await app.createKey({ intents: [], rights: ["jobs_of_others"] });
  expect((await app.send({ path, key: reader })).status).toBe(200);
});
