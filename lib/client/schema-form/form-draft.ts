/** What a form holds before it is a value: what is typed, ticked or chosen, and `none` for what is left out. */
export type FormDraft =
  | { as: "none" }
  | { as: "text"; text: string }
  | { as: "flag"; isOn: boolean }
  | { as: "choice"; index: number }
  | { as: "list"; items: FormDraft[] }
  | { as: "group"; members: Record<string, FormDraft>; others: string }
  | { as: "json"; text: string };

export const noDraft: FormDraft = { as: "none" };
