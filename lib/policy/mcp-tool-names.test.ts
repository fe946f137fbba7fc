import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Intent } from "@/lib/contracts/intent";
import { mcpToolNames } from "./mcp-tool-names";

const hashOf = (intent: string, digits = 8) => createHash("sha256").update(intent).digest("hex").slice(0, digits);

// Few letters, so that names fall together often.
const letters = fc.constantFrom("a", "b", "_", "-", ".", "A");
const intents = fc.uniqueArray(
  fc.string({ unit: letters, minLength: 1, maxLength: 90 }).filter((text) => Intent.safeParse(text).success),
  { maxLength: 20 },
);

it("writes the dots of an intent as underscores", () => {
  expect([...mcpToolNames(["memory.write", "mcp.github.create_issue", "ssh.exec.peek"])]).toEqual([
    ["memory_write", "memory.write"],
    ["mcp_github_create_issue", "mcp.github.create_issue"],
    ["ssh_exec_peek", "ssh.exec.peek"],
  ]);
});

it("gives neither of two intents the name that both would have", () => {
  expect([...mcpToolNames(["a.b_c", "a.b.c"]).keys()]).toEqual([
    `a_b_c_${hashOf("a.b_c")}`,
    `a_b_c_${hashOf("a.b.c")}`,
  ]);
});

it("gives no intent a reserved name", () => {
  expect([...mcpToolNames(["job.get"], ["job_get"]).keys()]).toEqual([`job_get_${hashOf("job.get")}`]);
});

it("shortens a name of more than 64 characters to 64 with its hash", () => {
  const long = `mcp.server.${"x".repeat(100)}`;
  const [name = ""] = mcpToolNames([long]).keys();
  expect(name).toHaveLength(64);
  expect(name.endsWith(`x_${hashOf(long)}`)).toBe(true);
  expect([...mcpToolNames(["y".repeat(64)]).keys()]).toEqual(["y".repeat(64)]);
});

it("keeps apart an intent that is named like another's hash", () => {
  const taken = `a_b_c_${hashOf("a.b.c")}`;
  const names = mcpToolNames(["a.b.c", "a.b_c", taken]);
  expect(names.get(`a_b_c_${hashOf("a.b.c", 16)}`)).toBe("a.b.c");
  expect(names.get(`${taken}_${hashOf(taken)}`)).toBe(taken);
  expect(names.has(taken)).toBe(false);
});

it("takes the names of an object's own members for names like any other", () => {
  expect(mcpToolNames(["constructor", "toString"]).get("constructor")).toBe("constructor");
  expect(mcpToolNames(["memory.write"]).get("constructor")).toBeUndefined();
});

it("names every intent, each once, in letters that every client takes", () => {
  fc.assert(
    fc.property(intents, (all) => {
      const names = mcpToolNames(all, ["a", "a_b"]);
      expect([...names.values()].sort()).toEqual([...all].sort());
      for (const name of names.keys()) expect(name).toMatch(/^(?!(a|a_b)$)[A-Za-z0-9_-]{1,64}$/);
    }),
  );
});

it("does not depend on the order of the intents", () => {
  fc.assert(
    fc.property(intents, (all) => {
      expect([...mcpToolNames(all.toReversed())].sort()).toEqual([...mcpToolNames(all)].sort());
    }),
  );
});
