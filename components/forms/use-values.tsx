"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { ApiError } from "@/lib/client/api-error";

/** What the fields of a form hold, by the paths that the server uses for them. */
export type Values = Record<string, string | boolean>;

type ValuesForm = {
  values: Values;
  set(name: string, value: string | boolean): void;
  errorOf(name: string): string | null;
};

const Form = createContext<ValuesForm | null>(null);

/** The values of a form. */
export function useValues(start: Values) {
  const [values, setValues] = useState(start);
  return { values, set: (name: string, value: string | boolean) => setValues((all) => ({ ...all, [name]: value })) };
}

type ValuesFieldsProps = Omit<ValuesForm, "errorOf"> & { error: Error | null; children: ReactNode };

/** Gives the fields below their values, and those that the server refused what it said of them. */
export function ValuesFields({ values, set, error, children }: ValuesFieldsProps) {
  const errors = error instanceof ApiError ? error.errors : [];
  const errorOf = (name: string) =>
    errors.find(({ path }) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`))?.message ??
    null;
  return <Form value={{ values, set, errorOf }}>{children}</Form>;
}

/** One field's value and what is wrong with it. */
export function useValue(name: string) {
  const form = useContext(Form);
  if (!form) throw new Error("A field stands outside its form");
  return {
    value: form.values[name],
    set: (value: string | boolean) => form.set(name, value),
    error: form.errorOf(name),
  };
}
