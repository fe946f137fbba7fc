import { expect, it } from "vitest";
import { draftOf } from "@/lib/client/schema-form/draft-of";
import { readDraft } from "@/lib/client/schema-form/read-draft";
import { readSchema } from "@/lib/client/schema-form/read-schema";
import { listTools } from "@/lib/tools/registry";
import { toolEntry } from "@/lib/tools/tool-entry";

it.each(listTools().map((tool) => toolEntry(tool)))("shows the example of $intent in fields of its own", (tool) => {
  const form = readSchema(tool.input_schema);
  const draft = draftOf(form, tool.example.inputs);
  expect(readDraft(form, draft, { path: "inputs", isRequired: true })).toEqual({
    value: tool.example.inputs,
    faults: [],
  });
  expect(draft).toMatchObject({ as: "group", others: "" });
});
