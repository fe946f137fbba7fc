import { expect, it } from "vitest";
import { QuestionSchema } from "@/lib/contracts/question-schema";
import { choicesOf, contentOf, startValues } from "./question-form";

const schema = QuestionSchema.parse({
  type: "object",
  properties: {
    name: { type: "string", default: "Ada" },
    age: { type: "integer" },
    isMember: { type: "boolean", default: true },
    color: { type: "string", enum: ["r", "b"], enumNames: ["Red", "Blue"] },
    size: { type: "string", oneOf: [{ const: "s", title: "Small" }] },
    days: { type: "array", items: { type: "string", enum: ["mon", "tue"] }, default: ["mon"] },
    rooms: { type: "array", items: { anyOf: [{ const: "1", title: "One" }] } },
  },
  required: ["name"],
});

it("starts with the question's defaults", () => {
  expect(startValues(schema)).toEqual({
    name: "Ada",
    age: "",
    isMember: true,
    color: "",
    size: "",
    days: ["mon"],
    rooms: [],
  });
});

it("sends numbers as numbers, a cleared tick as false, and nothing for what was left empty", () => {
  const values = { ...startValues(schema), age: "36", isMember: false, days: [] };
  expect(contentOf(schema, values)).toEqual({ name: "Ada", age: 36, isMember: false });
});

it("sends what is no number as it was typed, for the server to refuse by name", () => {
  expect(contentOf(schema, { age: "many" })).toEqual({ age: "many" });
});

it("names choices by their titles", () => {
  const labels = Object.values(schema.properties).map((field) => choicesOf(field)?.map(({ label }) => label) ?? null);
  expect(labels).toEqual([null, null, null, ["Red", "Blue"], ["Small"], ["mon", "tue"], ["One"]]);
});
