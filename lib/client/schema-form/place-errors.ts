import type { FormDraft } from "./form-draft";
import type { FormFault } from "./form-fault";
import { othersPath } from "./read-draft";

type Placed = {
  /** By the path of the field that shows it. */
  at: ReadonlyMap<string, string>;
  /** Those that belong to no field in particular. */
  rest: FormFault[];
};

/** Finds the field of each complaint: the one it names, or else the nearest around it that shows text of its own. */
export function placeErrors({ draft, errors, path }: { draft: FormDraft; errors: FormFault[]; path: string }): Placed {
  const fields = new Set(leafPaths(draft, path));
  const at = new Map<string, string>();
  const rest: FormFault[] = [];
  for (const error of errors) {
    const place = aroundOf(error.path).find((one) => fields.has(one));
    if (place === undefined) rest.push(error);
    else if (!at.has(place)) at.set(place, wordsAt(error, place));
  }
  return { at, rest };
}

function leafPaths(draft: FormDraft, path: string): string[] {
  switch (draft.as) {
    case "list":
      return [path, ...draft.items.flatMap((item, at) => leafPaths(item, `${path}[${at}]`))];
    case "group":
      return [
        othersPath(path),
        ...Object.entries(draft.members).flatMap(([name, member]) => leafPaths(member, `${path}.${name}`)),
      ];
    default:
      return [path];
  }
}

/** A path and those around it, the longest first. */
function aroundOf(path: string): string[] {
  const paths = [path];
  for (let end = path.length; end > 0; end--) {
    if (path[end] === "." || path[end] === "[") paths.push(path.slice(0, end));
  }
  return paths;
}

function wordsAt({ path, message }: FormFault, place: string): string {
  return path === place ? message : `${path.slice(place.length).replace(/^\./, "")} ${message}`;
}
