import fc from "fast-check";
import { expect, it } from "vitest";

import { draftOf } from "./draft-of";
import type { FormDraft } from "./form-draft";
import { placeErrors } from "./place-errors";
import { readDraft } from "./read-draft";
import { readSchema } from "./read-schema";

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.constantFrom("__proto__", "constructor", "a.b", "toString"),
);
/** What survives JSON itself: no -0, no undefined. */
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const jsonObject = fc.dictionary(name, json).map((value): object => JSON.parse(JSON.stringify(value)));
const words = { title: fc.string(), description: fc.string(), default: json };

type Fit = { schema: Record<string, unknown>; value: unknown };

/** Schemas of every kind that has a field of its own, each with a value that it takes. */
const { fit } = fc.letrec<{ fit: Fit }>((tie) => ({
  fit: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    fc.record(words, { requiredKeys: [] }).chain((base) =>
      fc.oneof(
        fc.string().map((value) => ({ schema: { ...base, type: "string" }, value })),
        fc.string().map((value) => ({ schema: { ...base, anyOf: [{ type: "string" }, { type: "null" }] }, value })),
        fc.integer().map((value) => ({ schema: { ...base, type: ["integer", "null"] }, value })),
        fc
          .double({ noNaN: true, noDefaultInfinity: true })
          .map((value) => ({ schema: { ...base, type: "number" }, value: value + 0 })),
        fc.boolean().map((value) => ({ schema: { ...base, type: "boolean" }, value })),
        fc
          .array(json, { minLength: 1, maxLength: 4 })
          .map((all) => ({ schema: { ...base, enum: all }, value: all[0] })),
      ),
    ),
    fc.tuple(tie("fit"), fc.nat(3)).map(([one, times]) => ({
      schema: { type: "array", items: one.schema },
      value: Array.from({ length: times }, () => one.value),
    })),
    fc.dictionary(name, tie("fit"), { maxKeys: 4 }).map((members) => objectOf(members)),
  ),
}));

function objectOf(members: Record<string, Fit>): Fit {
  const entries = Object.entries(members);
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(entries.map(([key, { schema }]) => [key, schema])),
      required: entries.map(([key]) => key),
    },
    value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
  };
}

const place = { path: "inputs", isRequired: true };

function isTypedAsJson(draft: FormDraft): boolean {
  switch (draft.as) {
    case "json":
      return true;
    case "list":
      return draft.items.some(isTypedAsJson);
    case "group":
      return draft.others !== "" || Object.values(draft.members).some(isTypedAsJson);
    default:
      return false;
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

it("gives back every value that fits its schema as it was, from fields alone", () => {
  fc.assert(
    fc.property(fc.dictionary(name, fit, { maxKeys: 5 }).map(objectOf), ({ schema, value }) => {
      const form = readSchema(schema);
      const draft = draftOf(form, value);
      expect(readDraft(form, draft, place).value).toEqual(value);
      // Below the fourth level it is JSON, and nowhere else.
      if (depthOf(value) < 4) expect(isTypedAsJson(draft)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

it("gives back any object at all as it was, whatever the schema is", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        json,
        fit.map(({ schema }) => schema),
        jsonObject.map((properties) => ({ type: "object", properties })),
      ),
      jsonObject,
      (schema, value) => {
        const form = readSchema(schema);
        expect(readDraft(form, draftOf(form, value), place).value).toEqual(value);
      },
    ),
    { numRuns: 300 },
  );
});

it("goes to JSON and back without a change of the form", () => {
  fc.assert(
    fc.property(fc.dictionary(name, fit, { maxKeys: 5 }).map(objectOf), ({ schema, value }) => {
      const form = readSchema(schema);
      const draft = draftOf(form, value);
      const text = JSON.stringify(readDraft(form, draft, place).value);
      expect(draftOf(form, JSON.parse(text))).toEqual(draft);
    }),
  );
});

it("follows references that lead in a circle without end only so far", () => {
  const form = readSchema({
    type: "object",
    properties: { tree: { $ref: "#/$defs/node" }, loop: { $ref: "#/properties/loop" }, out: { $ref: "http://x/y" } },
    $defs: { node: { type: "object", properties: { child: { $ref: "#/$defs/node" }, text: { type: "string" } } } },
  });
  expect(form.members.map(({ field }) => field.kind)).toEqual(["group", "json", "json"]);
  const value = { tree: { child: { child: { child: { child: { text: "deep" } } } } } };
  expect(readDraft(form, draftOf(form, value), place)).toEqual({ value, faults: [] });
});

it("names what is missing, what is no number and what is no JSON by the paths that the server uses", () => {
  const form = readSchema({
    type: "object",
    properties: {
      text: { type: "string" },
      count: { type: "integer" },
      list: { type: "array", items: { type: "number" } },
      any: {},
    },
    required: ["text"],
  });
  const draft: FormDraft = {
    as: "group",
    members: {
      text: { as: "none" },
      count: { as: "text", text: "12345678901234567891" },
      list: {
        as: "list",
        items: [
          { as: "text", text: "1" },
          { as: "text", text: "0x10" },
        ],
      },
      any: { as: "json", text: "{" },
    },
    others: "[]",
  };
  expect(readDraft(form, draft, place).faults).toEqual([
    { path: "inputs.text", message: "is missing" },
    { path: "inputs.count", message: "is too large to be kept exactly" },
    { path: "inputs.list[1]", message: "must be a number" },
    { path: "inputs.any", message: "is not JSON" },
    { path: "inputs.*", message: "is not a JSON object" },
  ]);
});

it("places an error at its field, at the nearest around it, or above all", () => {
  const form = readSchema({
    type: "object",
    properties: { tags: { type: "array", items: { type: "string" } }, meta: {} },
  });
  const draft = draftOf(form, { tags: ["a", "b"], meta: { x: 1 } });
  const placed = placeErrors({
    draft,
    path: "inputs",
    errors: [
      { path: "inputs.tags[1]", message: "must not be empty" },
      { path: "inputs.meta.x[0].y", message: "is wrong" },
      { path: "inputs.unknown", message: "is not a known field" },
      { path: "inputs", message: "must name exactly one" },
    ],
  });
  expect([...placed.at]).toEqual([
    ["inputs.tags[1]", "must not be empty"],
    ["inputs.meta", "x[0].y is wrong"],
  ]);
  expect(placed.rest.map(({ path }) => path)).toEqual(["inputs.unknown", "inputs"]);
});
