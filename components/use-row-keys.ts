"use client";

import type { RefObject } from "react";
import { usePageKeys } from "./use-page-keys";
import { useShortcuts } from "./use-shortcuts";

/** J and K, or the arrows, move the focus from one row's link to the next; Enter follows it, Esc lets go. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const move = (step: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>("a[data-row]") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const next = at === -1 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1);
    links[next]?.focus();
    links[next]?.scrollIntoView({ block: "nearest" });
  };
  const isHere = () => list.current?.contains(document.activeElement) ?? false;
  // Without a row in hand the arrows scroll the page, as everywhere.
  const moveFromHere = (step: 1 | -1) => (event: KeyboardEvent) => {
    if (!isHere()) return;
    event.preventDefault();
    move(step);
  };
  const letGo = () => {
    if (isHere() && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  useShortcuts([
    ["J", () => move(1)],
    ["K", () => move(-1)],
  ]);
  usePageKeys([
    ["ArrowDown", moveFromHere(1), { preventDefault: false }],
    ["ArrowUp", moveFromHere(-1), { preventDefault: false }],
    ["Escape", letGo, { preventDefault: false }],
  ]);
}
