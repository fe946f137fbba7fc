import { expect, it } from "vitest";
import { AppError } from "./app-error";
import { toAppError } from "./to-app-error";

const secret = "password=hunter2";
const coded = (code: string, cause?: Error) => Object.assign(new Error(secret, { cause }), { code });

it.each<[name: string, thrown: unknown]>([
  ["an Error", new Error(secret)],
  ["a TypeError", new TypeError(secret)],
  ["a text", secret],
  ["an object", { message: secret, code: "invalid_json" }],
  ["nothing", undefined],
  ["an Error with an unknown code", coded("23505")],
  [
    "an Error whose cause is an AppError",
    new Error(secret, { cause: new AppError({ code: "forbidden", detail: "no" }) }),
  ],
])("makes of %s the fixed sentence, and keeps it as the cause", (_, thrown) => {
  const error = toAppError(thrown);
  expect(error.code).toBe("internal");
  expect(error.detail).toBe(
    "Something went wrong inside the orchestrator. The details are in its log under the request id.",
  );
  expect(JSON.stringify({ ...error })).not.toContain("hunter2");
  expect(error.cause).toBe(thrown);
});

it.each([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "STATEMENT_DEADLINE",
  "25006",
  "40001",
  "40P01",
  "53100",
  "53200",
  "57014",
  "08006",
  "08P01",
  "53300",
  "57P01",
  "57P02",
  "57P03",
])("takes the code %s for a database that cannot be reached, however deep", (code) => {
  for (const thrown of [coded(code), new Error("Failed query", { cause: coded(code) })]) {
    const error = toAppError(thrown);
    expect(error.code).toBe("database_unavailable");
    expect(error.detail + error.hint).not.toContain("hunter2");
  }
});

it("takes a closed PGlite for a database that cannot be reached", () => {
  expect(toAppError(new Error("Failed query", { cause: new Error("PGlite is closed") })).code).toBe(
    "database_unavailable",
  );
});

it("leaves an AppError as it is", () => {
  const error = new AppError({ code: "forbidden", detail: "no" });
  expect(toAppError(error)).toBe(error);
});
