import { expect, it } from "vitest";
import { describeError } from "./describe-error";

const secret = "hunter2";
const failedQuery = (cause?: Error) =>
  Object.assign(new Error(`Failed query: insert into t values ($1)\nparams: a,\n    at ${secret}`, { cause }), {
    query: "insert into t values ($1)",
    params: [secret],
  });
const refused = Object.assign(new Error("duplicate key value violates unique constraint"), {
  code: "23505",
  detail: `Key (text)=(${secret}) already exists.`,
  parameters: [secret],
});
const misfit = Object.assign(new Error(`invalid input syntax for type uuid: "${secret}"`), { code: "22P02" });

it.each<[name: string, thrown: unknown]>([
  ["a failed query", failedQuery()],
  ["a failed query inside another error", new Error("outer", { cause: failedQuery(refused) })],
  ["a refused row", refused],
  ["a value that does not fit", misfit],
  ["a library's object", { error: failedQuery(misfit), provider: "credentials" }],
])("says of %s nothing that was stored", (_, thrown) => {
  expect(JSON.stringify(describeError(thrown))).not.toContain(secret);
});

it("keeps type, code, message, stack and causes", () => {
  expect(describeError(failedQuery(refused))).toMatchObject({
    type: "Error",
    message: "Failed query: insert into t values ($1)",
    stack: expect.stringMatching(/^at .*describe-error\.test\.ts/),
    cause: { code: "23505", message: "duplicate key value violates unique constraint" },
  });
});
