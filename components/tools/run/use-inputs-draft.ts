"use client";

import { useState } from "react";
import { parseObject } from "@/lib/client/edit-inputs";
import { draftOf, startDraft } from "@/lib/client/schema-form/draft-of";
import type { FormDraft } from "@/lib/client/schema-form/form-draft";
import type { FormFault } from "@/lib/client/schema-form/form-fault";
import type { GroupField } from "@/lib/client/schema-form/form-field";
import { readDraft } from "@/lib/client/schema-form/read-draft";
import { visibleJson } from "@/lib/client/visible-text";
import type { JsonObject } from "@/lib/contracts/json";

export type InputsView = "form" | "json";
type State = { view: "form"; draft: FormDraft } | { view: "json"; text: string };
export type InputsDraft = ReturnType<typeof useInputsDraft>;

/** Where every complaint about inputs begins, as the server writes it. */
export const inputsPath = "inputs";

/** The inputs of a call while they are made, as a form or as JSON; the one that is looked at is the one that counts. */
export function useInputsDraft(form: GroupField) {
  const [state, setState] = useState<State>(() => ({ view: "form", draft: startDraft(form) }));
  const { inputs, faults } = readState(form, state);
  return {
    state,
    /** Null while they are no JSON object. */
    inputs,
    faults,
    setDraft: (draft: FormDraft) => setState({ view: "form", draft }),
    setText: (text: string) => setState({ view: "json", text }),
    setInputs: (next: JsonObject) => setState((before) => stateOf(form, before.view, next)),
    /** Text that is no object stays before one's eyes. */
    setView: (view: InputsView) => inputs && setState(stateOf(form, view, inputs)),
  };
}

function stateOf(form: GroupField, view: InputsView, inputs: JsonObject): State {
  return view === "form" ? { view, draft: draftOf(form, inputs) } : { view, text: visibleJson(inputs) };
}

function readState(form: GroupField, state: State): { inputs: JsonObject | null; faults: FormFault[] } {
  if (state.view === "json") {
    const inputs = parseObject(state.text);
    return { inputs, faults: inputs ? [] : [{ path: inputsPath, message: "are not a JSON object" }] };
  }
  const { value, faults } = readDraft(form, state.draft, { path: inputsPath, isRequired: true });
  return { inputs: value as JsonObject, faults };
}
