"use client";

import { useSearchParams } from "next/navigation";

export type ToolsFilter = Record<"q" | "mode" | "risk" | "family", string>;

/** The list's filter, which lives in the page's URL. */
export function useToolsFilter() {
  const params = useSearchParams();
  const of = (name: keyof ToolsFilter) => params.get(name) ?? "";
  const filter: ToolsFilter = { q: of("q"), mode: of("mode"), risk: of("risk"), family: of("family") };
  const setFilter = (change: Partial<ToolsFilter>) => {
    const given = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== "");
    const query = new URLSearchParams(given).toString();
    // Each letter of a search is not a step to go back to.
    window.history.replaceState(null, "", `/console/tools${query && `?${query}`}`);
  };
  return { filter, setFilter };
}
