import type { JsonObject } from "@/lib/contracts/json";

/** Keywords that hold data, in which nothing is a schema. */
const data = new Set(["const", "enum", "default", "examples", "example", "required", "type"]);

/**
 * How much a JSON Schema asks of whoever checks by it: `nodes`, what has to be compiled, and `steps`, what one value may
 * lead through when every reference is followed. References can double the steps each time with a few bytes more.
 */
export function schemaCost(schema: JsonObject): { nodes: number; steps: number } {
  const known = new Map<object, number>();
  const open = new Set<object>();
  let nodes = 0;

  function stepsOf(node: unknown): number {
    if (typeof node !== "object" || node === null) return 0;
    // A recursion takes a step for each level of the value.
    if (open.has(node)) return 1;
    const before = known.get(node);
    if (before !== undefined) return before;
    open.add(node);
    nodes++;
    let steps = 1;
    for (const [keyword, inner] of Object.entries(node)) {
      if (keyword === "$ref" || keyword === "$dynamicRef") steps += stepsOf(targetOf(schema, inner));
      else if (!data.has(keyword) && keyword !== "$defs" && keyword !== "definitions") steps += stepsOf(inner);
    }
    open.delete(node);
    known.set(node, steps);
    return steps;
  }

  return { steps: stepsOf(schema), nodes: nodes + unreachedIn(schema, known) };
}

/** Definitions that nothing refers to are compiled all the same. */
function unreachedIn({ $defs, definitions }: JsonObject, known: Map<object, number>): number {
  const all = [$defs, definitions].flatMap((group) =>
    typeof group === "object" && group !== null ? Object.values(group) : [],
  );
  return all.filter((one) => typeof one === "object" && one !== null && !known.has(one)).length;
}

/** What a local reference leads to; references elsewhere lead nowhere here. */
function targetOf(root: JsonObject, reference: unknown): unknown {
  if (typeof reference !== "string" || !reference.startsWith("#")) return null;
  const path = reference.slice(1).split("/").slice(1);
  return path.reduce<unknown>((node, part) => {
    const name = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    const isThere = typeof node === "object" && node !== null && Object.hasOwn(node, name);
    return isThere ? (node as JsonObject)[name] : null;
  }, root);
}
