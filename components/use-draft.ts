"use client";

import { useEffect, useRef, useState } from "react";

type UseDraftInput = {
  value: string;
  commit(value: string): void;
  /** How long nothing is typed before it counts; null to wait for Enter, or for the field to be left. */
  idleMs: number | null;
};

/** What is typed into a field before it counts, so that typing never waits for what it filters. */
export function useDraft({ value, commit, idleMs }: UseDraftInput) {
  const [draft, setDraft] = useState(value);
  const [shown, setShown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // It was changed elsewhere: by a link, a view or the way back.
  if (value !== shown) {
    setShown(value);
    setDraft(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = (text: string) => {
    clearTimeout(timer.current);
    const trimmed = text.trim();
    if (trimmed === value) return;
    setShown(trimmed);
    commit(trimmed);
  };
  const type = (text: string) => {
    setDraft(text);
    clearTimeout(timer.current);
    if (idleMs !== null) timer.current = setTimeout(() => settle(text), idleMs);
  };
  return { draft, type, settle: () => settle(draft), settleAs: settle };
}
