import { expect, it } from "vitest";
import { compileJsonSchema } from "./json-schema";

it.each([{}, { $async: true }])("finds what is missing, whatever a schema says beside it: %j", (beside) => {
  const check = compileJsonSchema({ type: "object", required: ["a"], ...beside });
  expect(check({})).toEqual([{ path: ".a", message: "is missing" }]);
  expect(check({ a: 1 })).toEqual([]);
});
