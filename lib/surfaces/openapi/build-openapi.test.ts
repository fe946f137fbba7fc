import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { errorCodes } from "@/lib/core/error-codes";
import { defineTool } from "@/lib/tools/define-tool";
import { listTools } from "@/lib/tools/registry";
import { buildOpenapi } from "./build-openapi";

const Schema = z.object({ properties: z.object({ result: z.record(z.string(), z.unknown()) }) });
const Answered = z.object({ content: z.object({ "application/json": z.object({ schema: Schema }) }) });

const tools = listTools();
const document = buildOpenapi({ tools, publicUrl: "https://example.com" });
const operations = operationsOf(document);

function operationsOf({ paths }: ReturnType<typeof buildOpenapi>) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
}

/** Every object inside a value, with where it is. */
function objectsIn(value: unknown, at = "#"): [string, Record<string, unknown>][] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, member]) => objectsIn(member, `${at}/${key}`));
  return [[at, value as Record<string, unknown>], ...inside];
}

function toolWith(changes: Pick<Parameters<typeof defineTool>[0], "intent" | "effects"> & { risk?: "destructive" }) {
  return defineTool({
    title: "A test",
    description: "A test.",
    input: z.strictObject({}),
    output: z.strictObject({}),
    example: {},
    timeoutMs: 1_000,
    run: async () => ({}),
    ...changes,
  });
}

describe("the document", () => {
  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe("3.1");
  });

  it("has one operation for each tool of the registry, and none besides", () => {
    const intents = operations.flatMap(({ path }) => (path.startsWith("/intents/") ? [path.slice(9)] : []));
    expect(new Set(intents)).toEqual(new Set(tools.map((tool) => tool.intent)));
    const others = operations.filter(({ path }) => !path.startsWith("/intents/"));
    expect(others.map(({ operationId }) => operationId)).toEqual([
      "orchestrate",
      "getJob",
      "listJobs",
      "listTools",
      "cancelJob",
      "answerJob",
      "getJobFile",
      "replayJob",
      "resendCallback",
    ]);
  });

  it("has operation ids that differ and that a model can call", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  it("keeps to the 30 operations that ChatGPT takes", () => {
    expect(operations.length).toBeLessThanOrEqual(30);
  });

  it("keeps summaries and descriptions of operations within 300 characters", () => {
    for (const { summary, description } of operations) {
      for (const text of [summary, description]) {
        expect(text.length, text).toBeGreaterThan(0);
        expect(text.length, text).toBeLessThanOrEqual(300);
      }
    }
  });

  it("keeps every other description within 700 characters", () => {
    for (const [at, { description }] of objectsIn(document)) {
      if (typeof description === "string") expect(description.length, at).toBeLessThanOrEqual(700);
    }
  });

  it("describes every parameter, and none of them is a header", () => {
    const parameters = operations.flatMap((operation) => operation.parameters ?? []);
    expect(parameters.length).toBeGreaterThan(0);
    for (const parameter of parameters) {
      expect(["path", "query"]).toContain(parameter.in);
      expect(parameter.description, parameter.name).toBeTruthy();
    }
  });

  it("has only references that lead somewhere, and no dialect inside", () => {
    for (const [at, object] of objectsIn(document)) {
      expect(object, at).not.toHaveProperty("$schema");
      expect(object, at).not.toHaveProperty("$defs");
      if (typeof object.$ref !== "string") continue;
      const target = object.$ref.slice(2).split("/");
      expect(document, `${at} to ${object.$ref}`).toHaveProperty(target);
    }
  });

  it("gives every object schema its properties, which ChatGPT demands", () => {
    for (const [at, object] of objectsIn(document)) {
      if (object.type === "object") expect(object, at).toHaveProperty("properties");
    }
  });

  it("names the server and asks for a bearer key", () => {
    expect(document.servers).toEqual([{ url: "https://example.com" }]);
    expect(document.components.securitySchemes.apiKey).toMatchObject({ type: "http", scheme: "bearer" });
  });

  it("answers each error of a call with the error envelope, under every status of the code table", () => {
    const elsewhere = new Set([405]);
    const statuses = new Set(Object.values(errorCodes).map(({ status }) => status as number));
    const documented = Object.keys(document.paths["/orchestrate"]?.post?.responses ?? {}).map(Number);
    expect(new Set(documented)).toEqual(new Set([200, 202, ...statuses].filter((status) => !elsewhere.has(status))));
  });

  it("tells of too many unknown keys wherever a key is asked for", () => {
    const keyed = operations.filter(({ responses }) => "401" in responses);
    expect(keyed.length).toBeGreaterThan(10);
    expect(keyed.filter(({ responses }) => !("429" in responses))).toEqual([]);
  });

  it("lets an intent that may be only looked at answer with what it would do", () => {
    const fits = (path: string, result: unknown) => {
      const answered = Answered.parse(operations.find((one) => one.path === path)?.responses["200"]);
      return z.fromJSONSchema(answered.content["application/json"].schema.properties.result).safeParse(result).success;
    };
    const dry = { dry_run: true, note: "Set confirm_dangerous=true", host: "a", command: "b", assessment: {} };
    expect(fits("/intents/ssh.exec", dry)).toBe(true);
    expect(fits("/intents/ssh.exec", { ...dry, dry_run: false })).toBe(false);
    expect(fits("/intents/ssh.hosts", dry)).toBe(false);
  });

  it("refuses a recursive tool, whose references would point nowhere", () => {
    const node: z.ZodType = z.strictObject({
      get children() {
        return z.array(node);
      },
    });
    const tool = { ...toolWith({ intent: "test.tree", effects: "read" }), input: node };
    expect(() => buildOpenapi({ tools: [tool], publicUrl: "https://example.com" })).toThrow(/[Cc]ycle/);
  });
});

describe("x-openai-isConsequential", () => {
  it.each([
    ["read", undefined, false],
    ["idempotent", undefined, false],
    ["idempotent", "destructive", true],
    ["once", undefined, true],
    ["once", "destructive", true],
  ] as const)("of effects %s and risk %s is %s", (effects, risk, expected) => {
    const tool = toolWith({ intent: "test.tool", effects, ...(risk && { risk }) });
    const { paths } = buildOpenapi({ tools: [tool], publicUrl: "https://example.com" });
    expect(paths["/intents/test.tool"]?.post?.["x-openai-isConsequential"]).toBe(expected);
  });

  it("is said by every operation: true for orchestrate, false for whatever only reads", () => {
    for (const { method, operationId, ...operation } of operations) {
      expect(operation["x-openai-isConsequential"], operationId).toBeTypeOf("boolean");
      if (method === "get") expect(operation["x-openai-isConsequential"]).toBe(false);
      if (operationId === "orchestrate") expect(operation["x-openai-isConsequential"]).toBe(true);
    }
  });
});

describe.each(tools.map((tool) => [tool.intent, tool] as const))("%s", (intent, tool) => {
  const body = document.paths[`/intents/${intent}`]?.post?.requestBody?.content["application/json"];

  it("has an example that its contract and its published schema both accept", () => {
    expect(tool.input.safeParse(tool.example).error).toBeUndefined();
    expect(body?.example).toEqual(tool.example);
    const published = z.fromJSONSchema(body?.schema as z.core.JSONSchema.JSONSchema);
    expect(published.safeParse(body?.example).error).toBeUndefined();
  });

  it("is named where orchestrate lists the intents", () => {
    expect(document.components.schemas.OrchestrateRequest?.properties?.intent).toMatchObject({
      description: expect.stringContaining(intent),
    });
  });
});

it("lists fewer details of more intents, so that they still fit", () => {
  const many = Array.from({ length: 60 }, (_, i) =>
    toolWith({ intent: `family${i % 3}.intent_${i}`, effects: "read" }),
  );
  const { components } = buildOpenapi({ tools: many, publicUrl: "https://example.com" });
  expect(components.schemas.OrchestrateRequest?.properties?.intent).toMatchObject({
    description: "What to do. Built in: family0.*, family1.*, family2.*. listTools describes them all.",
  });
});
