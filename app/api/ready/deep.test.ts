import { encode } from "next-auth/jwt";
import { expect, it } from "vitest";
import { DoctorReport } from "@/lib/contracts/doctor";
import { users } from "@/lib/db/schema";
import { createDoctorApp } from "@/lib/testing/doctor-app";
import { errorOf } from "@/lib/testing/test-app";

const { app, operator, stopWorker } = await createDoctorApp();
const roles = ["viewer", "operator", "admin"] as const;
await app.ctx.db
  .insert(users)
  .values(
    roles.map((role) => ({ id: role, email: `${role}@example.com`, passwordHash: "", role, createdAt: new Date() })),
  );
const deep = (sent: { key?: string; headers?: Record<string, string> } = {}) =>
  app.send({ path: "/ready?deep=1", ...sent });

async function cookieOf(id: string): Promise<{ cookie: string }> {
  const token = await encode({
    token: { sub: id, signedInMs: app.ctx.clock.now().getTime() },
    secret: app.runtime.sessionSecret,
  });
  return { cookie: `next-auth.session-token=${token}` };
}

it("answers an admin's key, an admin's session and the command line", async () => {
  const admin = await app.createKey({ rights: ["admin"] });
  for (const sent of [{ key: admin }, { headers: await cookieOf("admin") }, { key: operator }]) {
    const response = await deep(sent);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(DoctorReport.parse(await response.json()).status).toBe("ok");
  }
});

it("answers 503 with the whole report when something failed", async () => {
  stopWorker();
  const response = await deep({ key: operator });
  expect(response.status).toBe(503);
  expect(DoctorReport.parse(await response.json())).toMatchObject({ status: "failed" });
});

it("answers 401 to nobody and to a bad key", async () => {
  for (const sent of [{}, { key: "ork_bad" }]) {
    const response = await deep(sent);
    expect(response.status).toBe(401);
    expect((await errorOf(response)).code).toBe("unauthorized");
  }
});

it("answers 403 to a key without the right, and to a session that is no admin's", async () => {
  const plain = await app.createKey({ rights: ["jobs_of_others", "approve"] });
  for (const sent of [{ key: plain }, { headers: await cookieOf("viewer") }, { headers: await cookieOf("operator") }]) {
    const response = await deep(sent);
    expect(response.status).toBe(403);
    expect((await errorOf(response)).code).toBe("forbidden");
  }
});

it.each(["/ready", "/ready?deep=0", "/ready?deep"])("answers %s to anybody, without the checks", async (path) => {
  const response = await app.send({ path });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    status: "ready",
    checks: { database: "ok" },
    breakers: [],
    callback_hosts: { known: 0, resting: 0 },
  });
});
