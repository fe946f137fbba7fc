import { expect, it } from "vitest";
import { findRefusal } from "./refuse-request.mjs";

const refusalOf = (method: string, url: string) => findRefusal({ method, url } as Parameters<typeof findRefusal>[0]);

it.each(["TRACE", "CONNECT", "PROPFIND", ""])("refuses the method '%s', which Next cannot hold", (method) => {
  expect(refusalOf(method, "/jobs")).toMatchObject({ status: 405, headers: { allow: expect.stringContaining("GET") } });
});

it.each(["/jobs/%", "/jobs/%ff", "/jobs/%E0%A4%A", "/%C0%80"])("refuses the broken encoding of %s", (url) => {
  expect(refusalOf("GET", url)).toMatchObject({ status: 400, code: "invalid_request" });
});

it.each([
  ["OPTIONS", "*"],
  ["GET", "*"],
  ["GET", "http://127.0.0.1:8000/jobs"],
  ["GET", "jobs"],
  ["GET", ""],
])("refuses %s of '%s', which is no path", (method, url) => {
  expect(refusalOf(method, url)).toMatchObject({ status: 400, code: "invalid_request" });
});

it.each(["/", "/jobs/job_1?wait=1", "/jobs/%F0%9F%98%80", "/jobs?intent=%"])("lets %s through", (url) => {
  expect(refusalOf("GET", url)).toBeNull();
});
