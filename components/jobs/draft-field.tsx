"use client";

import { TextInput } from "@mantine/core";
import { type Ref, useId } from "react";
import { useDraft } from "@/components/use-draft";

type DraftFieldProps = {
  label: string;
  placeholder: string;
  value: string;
  commit(value: string): void;
  idleMs?: number;
  suggestions?: string[];
  className?: string | undefined;
  inputRef?: Ref<HTMLInputElement>;
};

/** A text filter: it counts on Enter, when it is left, when a suggestion is chosen, or after `idleMs` of rest. */
export function DraftField({ label, placeholder, value, commit, idleMs, suggestions, ...rest }: DraftFieldProps) {
  const { draft, type, settle, settleAs } = useDraft({ value, commit, idleMs: idleMs ?? null });
  const listId = useId();
  return (
    <>
      <TextInput
        label={label}
        placeholder={placeholder}
        size="xs"
        maxLength={200}
        value={draft}
        spellCheck={false}
        autoComplete="off"
        {...(suggestions && { list: listId })}
        className={rest.className ?? ""}
        ref={rest.inputRef}
        onChange={({ currentTarget }) => {
          type(currentTarget.value);
          if (suggestions?.includes(currentTarget.value)) settleAs(currentTarget.value);
        }}
        onBlur={settle}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") settle();
          if (key === "Escape") currentTarget.blur();
        }}
      />
      {suggestions && (
        <datalist id={listId}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </>
  );
}
