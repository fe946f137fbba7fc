import { describe, expect, it } from "vitest";
import { judgeMcpTool } from "./mcp-effects";

const none = { readOnly: null, destructive: null, idempotent: null };
const reads = { ...none, readOnly: true };
const adds = { ...none, readOnly: false, destructive: false };
const sets = { ...none, destructive: true, idempotent: true };

describe("a trusted server's tool", () => {
  it.each([
    ["that only reads", reads, { effects: "read", risk: "low" }],
    ["that takes nothing away", adds, { effects: "once", risk: "low" }],
    ["that may be repeated", sets, { effects: "idempotent", risk: "destructive" }],
    ["that says nothing", none, { effects: "once", risk: "destructive" }],
    ["that contradicts itself", { ...reads, destructive: true }, { effects: "read", risk: "low" }],
  ] as const)("%s is taken at its word", (_, hints, judged) => {
    expect(judgeMcpTool({ hints, isTrusted: true, approval: "never" })).toEqual(judged);
  });

  it.each([
    ["one that only reads runs", reads, "low"],
    ["one that takes nothing away runs", adds, "low"],
    ["one that may be repeated waits", sets, "dangerous"],
    ["one that says nothing waits", none, "dangerous"],
  ] as const)("with approval of what destroys: %s", (_, hints, risk) => {
    expect(judgeMcpTool({ hints, isTrusted: true, approval: "destructive" }).risk).toBe(risk);
  });
});

describe("an untrusted server's tool", () => {
  it.each([reads, adds, sets, none])("is believed nothing: %o", (hints) => {
    expect(judgeMcpTool({ hints, isTrusted: false, approval: "never" })).toEqual({
      effects: "once",
      risk: "destructive",
    });
    expect(judgeMcpTool({ hints, isTrusted: false, approval: "destructive" }).risk).toBe("dangerous");
  });
});

it("waits for a person where each call does", () => {
  expect(judgeMcpTool({ hints: reads, isTrusted: true, approval: "always" })).toEqual({
    effects: "read",
    risk: "dangerous",
  });
});
