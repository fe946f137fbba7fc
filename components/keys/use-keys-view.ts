"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { KeysView } from "@/lib/client/key-queries";
import type { KeyState } from "@/lib/contracts/key";
import { keyStates } from "@/lib/contracts/key-states";

/** Which keys the list shows, as the page's own URL says. */
export function useKeysView() {
  const params = useSearchParams();
  const router = useRouter();
  const view: KeysView = {
    state: keyStates.find((state) => state === params.get("state")) ?? null,
    cursor: params.get("cursor"),
  };
  return { view, setState: (state: KeyState | null) => router.push(keysPath({ state, cursor: null })) };
}

export function keysPath({ state, cursor }: KeysView): string {
  const query = new URLSearchParams({ ...(state && { state }), ...(cursor && { cursor }) }).toString();
  return `/console/keys${query && `?${query}`}`;
}
