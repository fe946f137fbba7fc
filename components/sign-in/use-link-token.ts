"use client";

import { useSyncExternalStore } from "react";

/** What stands behind the # of the page's address; null until the browser is there to ask. */
export function useLinkToken(): string | null {
  return useSyncExternalStore(
    (onChange) => {
      window.addEventListener("hashchange", onChange);
      return () => window.removeEventListener("hashchange", onChange);
    },
    () => window.location.hash.slice(1),
    () => null,
  );
}
