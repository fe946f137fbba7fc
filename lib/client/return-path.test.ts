import { expect, test } from "vitest";
import { returnPath } from "./return-path";

test.each([
  ["/console", "/console"],
  ["/console/jobs/job_1", "/console/jobs/job_1"],
  ["/console?state=failed&intent=memory.write", "/console?state=failed&intent=memory.write"],
  ["/oauth/authorize?client_id=a&state=%2F%2Fb", "/oauth/authorize?client_id=a&state=%2F%2Fb"],
])("goes back to %s", (wanted, path) => {
  expect(returnPath(wanted)).toBe(path);
});

test.each([
  null,
  undefined,
  "",
  "https://evil.example/console",
  "//evil.example/console",
  "///evil.example/console",
  "/\\evil.example/console",
  "/\t/evil.example/console",
  "\\\\evil.example",
  "/console/..//evil.example",
  "/console/../sign-in",
  "/consolation",
  "/oauth/token",
  "/oauth/authorize/../token",
  "https://evil.example/oauth/authorize",
  "javascript:alert(1)",
  "data:text/html,x",
  "http://[",
])("goes to the console instead of %j", (wanted) => {
  expect(returnPath(wanted)).toBe("/console");
});
