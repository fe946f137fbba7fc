export type RouteParams = Record<string, string | string[] | undefined>;

/**
 * The pattern of a request's path, as `/jobs/:id`: what is counted and logged by it has as many values as there are
 * routes. What the route took by a placeholder is told by `params`; what no route takes is `unmatched`.
 */
export function routePattern(request: Request, params: RouteParams = {}): string {
  if (params.unknown !== undefined) return "unmatched";
  const names = new Map<string, string>();
  let parts = new URL(request.url).pathname
    .replace(/^\/api(?=\/)/, "")
    .split("/")
    .filter(Boolean);
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) parts = [...parts.slice(0, -value.length), `:${name}`];
    else if (value !== undefined) names.set(value, name);
  }
  // The first is of the route itself, whatever else is called so: `/jobs/jobs` is `/jobs/:id`.
  return `/${parts.map((part, i) => (i === 0 ? part : nameOf(part, names))).join("/")}`;
}

function nameOf(part: string, names: Map<string, string>): string {
  const name = names.get(part) ?? names.get(decoded(part));
  return name === undefined ? part : `:${name}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
