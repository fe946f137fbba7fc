"use client";

import { PasswordInput } from "@mantine/core";
import { useState } from "react";
import { passwordCharsMin } from "@/lib/contracts/password-chars-min";

type NewPasswordInputProps = {
  /** Called with the password when it was typed twice alike and is long enough, else with null. */
  onReady(password: string | null): void;
};

/** A new password, typed twice. Any characters will do: length is what counts. */
export function NewPasswordInput({ onReady }: NewPasswordInputProps) {
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const change = (next: { first: string; second: string }) => {
    setFirst(next.first);
    setSecond(next.second);
    onReady(next.first.length >= passwordCharsMin && next.first === next.second ? next.first : null);
  };
  const isOther = second !== "" && second !== first.slice(0, second.length);
  return (
    <>
      <PasswordInput
        label="New password"
        description={`${passwordCharsMin} characters or more; several words make a good one.`}
        autoComplete="new-password"
        required
        maxLength={1024}
        value={first}
        onChange={(event) => change({ first: event.currentTarget.value, second })}
      />
      <PasswordInput
        label="The same again"
        autoComplete="new-password"
        required
        maxLength={1024}
        value={second}
        onChange={(event) => change({ first, second: event.currentTarget.value })}
        error={isOther ? "This is not the same." : null}
      />
    </>
  );
}
