export type Choice = { value: unknown; label: string };

type Words = {
  /** What the schema calls it, or its own name. */
  label: string;
  description: string;
  /** Its type as a word for people. */
  typeName: string;
  /** Its bounds and its default, as sentences. */
  notes: string[];
};

/** One value of a form, as its JSON Schema has it; what no field can take is typed as JSON. */
export type FormField = Words &
  (
    | { kind: "text"; isLong: boolean }
    | { kind: "number" }
    | { kind: "flag" }
    | { kind: "choice"; choices: Choice[] }
    | { kind: "list"; item: FormField }
    | { kind: "group"; members: FormMember[]; takesOthers: boolean }
    | { kind: "json" }
  );

export type FormMember = { name: string; field: FormField; isRequired: boolean };
export type GroupField = Extract<FormField, { kind: "group" }>;
