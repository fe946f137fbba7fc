const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const types = ["string", "integer", "boolean"];

/**
 * What is wrong with the `x-mcp-header` marks in a tool's input schema; null when nothing is. A client must not offer a
 * tool whose marks are wrong, since they would become HTTP headers (MCP 2026-07-28, basic/transports, SEP-2243).
 */
export function headerFault(inputSchema: unknown): string | null {
  const seen = new Set<string>();
  const visit = (node: unknown, isReachable: boolean, isRoot = false): string | null => {
    if (typeof node !== "object" || node === null) return null;
    if ("x-mcp-header" in node) {
      const fault = isReachable && !isRoot ? markFault({ node, seen }) : "stands where no argument is";
      if (fault !== null) return fault;
    }
    for (const [keyword, inner] of Object.entries(node)) {
      const isProperties = keyword === "properties" && typeof inner === "object" && inner !== null;
      const faults = isProperties
        ? Object.values(inner).map((property) => visit(property, isReachable))
        : [visit(inner, false)];
      const fault = faults.find((found) => found !== null);
      if (fault) return fault;
    }
    return null;
  };
  return visit(inputSchema, true, true);
}

function markFault({ node, seen }: { node: object; seen: Set<string> }): string | null {
  const { "x-mcp-header": name, type } = node as { "x-mcp-header": unknown; type?: unknown };
  if (typeof name !== "string" || !token.test(name)) return "is no name of a header";
  if (!types.includes(String(type))) return "marks an argument that is no string, integer or boolean";
  const lower = name.toLowerCase();
  if (seen.has(lower)) return "gives two arguments the same header";
  seen.add(lower);
  return null;
}

/** Whether a schema has such marks at all. */
export function hasHeaderMarks(inputSchema: unknown): boolean {
  return JSON.stringify(inputSchema)?.includes('"x-mcp-header"') ?? false;
}
