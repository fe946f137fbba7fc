import type { FormDraft } from "./form-draft";
import type { FormFault } from "./form-fault";
import type { FormField, GroupField } from "./form-field";
import { isRecord } from "./is-record";

type Place = { path: string; isRequired: boolean };
/** `undefined` is left out. */
type Read = { value: unknown; faults: FormFault[] };

const jsonNumber = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The value that a form stands for, and what keeps it from being one; everything else is the server's to judge. */
export function readDraft(field: FormField, draft: FormDraft, place: Place): Read {
  switch (draft.as) {
    case "none":
      return { value: undefined, faults: place.isRequired ? [{ path: place.path, message: "is missing" }] : [] };
    case "text":
      return field.kind === "number" ? readNumber(draft.text, place) : { value: draft.text, faults: [] };
    case "flag":
      return { value: draft.isOn, faults: [] };
    case "choice":
      return { value: field.kind === "choice" ? field.choices[draft.index]?.value : undefined, faults: [] };
    case "json":
      return readJson(draft.text, place);
    case "list":
      return readList(field, draft.items, place);
    case "group":
      return readGroup(field, draft, place);
  }
}

/** What is no number goes as it was typed, to be refused by name. */
function readNumber(typed: string, { path }: Place): Read {
  const text = typed.trim();
  const number = Number(text);
  if (!jsonNumber.test(text) || !Number.isFinite(number)) {
    return { value: text, faults: [{ path, message: "must be a number" }] };
  }
  const isExact = !/^-?\d+$/.test(text) || BigInt(text) === BigInt(number);
  return { value: number, faults: isExact ? [] : [{ path, message: "is too large to be kept exactly" }] };
}

function readJson(text: string, { path, isRequired }: Place): Read {
  if (text.trim() === "") return readDraft({} as FormField, { as: "none" }, { path, isRequired });
  try {
    return { value: JSON.parse(text), faults: [] };
  } catch {
    return { value: undefined, faults: [{ path, message: "is not JSON" }] };
  }
}

function readList(field: FormField, items: FormDraft[], { path }: Place): Read {
  if (field.kind !== "list") return { value: undefined, faults: [] };
  const reads = items.map((item, at) => readDraft(field.item, item, { path: `${path}[${at}]`, isRequired: true }));
  return { value: reads.map(({ value }) => value ?? null), faults: reads.flatMap(({ faults }) => faults) };
}

function readGroup(field: FormField, draft: Extract<FormDraft, { as: "group" }>, { path }: Place): Read {
  if (field.kind !== "group") return { value: undefined, faults: [] };
  const reads = readMembers(field, draft.members, path);
  const others = readOthers(field, draft.others, path);
  const given = reads.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  return {
    value: Object.fromEntries([...given, ...Object.entries(others.value as object)]),
    faults: [...reads.flatMap(({ faults }) => faults), ...others.faults],
  };
}

function readMembers({ members }: GroupField, drafts: Record<string, FormDraft>, path: string) {
  return members.map(({ name, field, isRequired }) => {
    const draft = (Object.hasOwn(drafts, name) && drafts[name]) || ({ as: "none" } as const);
    return { name, ...readDraft(field, draft, { path: `${path}.${name}`, isRequired }) };
  });
}

function readOthers({ members }: GroupField, text: string, path: string): Read {
  if (text.trim() === "") return { value: {}, faults: [] };
  const { value } = readJson(text, { path, isRequired: false });
  if (!isRecord(value)) return { value: {}, faults: [{ path: othersPath(path), message: "is not a JSON object" }] };
  const twice = members.find(({ name }) => Object.hasOwn(value, name));
  return twice
    ? {
        value: {},
        faults: [{ path: othersPath(path), message: `must not hold '${twice.name}', which has its own field` }],
      }
    : { value, faults: [] };
}

/** Where a complaint about the further fields of an object is shown; no server says so. */
export function othersPath(path: string): string {
  return `${path}.*`;
}
