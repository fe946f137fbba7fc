import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as all from "./all";
import { defineTool } from "./define-tool";
import { findTool, listTools, listToolsFor } from "./registry";
import { toolEntry } from "./tool-entry";

it("has one file a tool and one line a file", () => {
  const files = readdirSync("lib/tools").filter(
    (file) =>
      !/^(all|catalog|define-tool|handed-over|json-schema-type|registry|tool-entry)\.ts$|\.test\.ts$|^[^.]+$/.test(
        file,
      ),
  );
  expect(files.map((file) => file.replace(".ts", "").replaceAll("-", ".")).sort()).toEqual(
    listTools().map((tool) => tool.intent),
  );
  expect(Object.keys(all)).toHaveLength(files.length);
});

describe.each(listTools())("$intent", (tool) => {
  it("has an example that its own schema takes", () => {
    expect(tool.input.safeParse(tool.example).error).toBeUndefined();
  });

  it("refuses an input that it does not know", () => {
    expect(tool.input.safeParse({ ...(tool.example as object), no_such_field: 1 }).success).toBe(false);
  });

  it("is listed with JSON Schemas and its idempotency rule", () => {
    const entry = toolEntry(tool);
    expect(entry).toMatchObject({
      intent: tool.intent,
      input_schema: { type: "object" },
      output_schema: { type: "object" },
    });
    expect(entry.idempotency.length).toBeGreaterThan(10);
  });
});

it("lists for an actor only what its patterns cover", () => {
  expect(listToolsFor({ intents: ["system.*"] }).map((tool) => tool.intent)).toEqual(["system.wait", "system.whoami"]);
  expect(listToolsFor({ intents: [] })).toEqual([]);
  expect(findTool("memory.nothing")).toBeNull();
});

it("refuses at load a tool that a client could not use", () => {
  const parts = {
    title: "T",
    effects: "read",
    input: z.strictObject({}),
    output: z.strictObject({}),
    example: {},
    timeoutMs: 1,
    run: async () => ({}),
  } as const;
  expect(() => defineTool({ ...parts, intent: "not an intent", description: "d" })).toThrow();
  expect(() => defineTool({ ...parts, intent: "my.tool", description: "d".repeat(301) })).toThrow(/300 characters/);
});
