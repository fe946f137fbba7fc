"use client";

import { createContext, type ReactNode, useContext } from "react";

const Errors = createContext<ReadonlyMap<string, string>>(new Map());

/** Gives the fields below what is wrong with them, by their paths. */
export function FormErrors({ errors, children }: { errors: ReadonlyMap<string, string>; children: ReactNode }) {
  return <Errors value={errors}>{children}</Errors>;
}

/** What is wrong with the field at a path; null when nothing is. */
export function useFieldError(path: string): string | null {
  return useContext(Errors).get(path) ?? null;
}
