"use client";

import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";
import { useValue } from "./use-values";

type FieldProps = { name: string; label: string; help?: string; required?: boolean; placeholder?: string };
const monospace = { input: { fontFamily: "var(--mantine-font-family-monospace)" } };

function useField({ name, label, help, ...rest }: FieldProps) {
  const { value, set, error } = useValue(name);
  return {
    ...rest,
    name,
    label,
    error,
    ...(help && { description: help }),
    autoComplete: "off",
    spellCheck: false,
    value: String(value ?? ""),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => set(currentTarget.value),
  };
}

export function LineField(props: FieldProps) {
  return <TextInput {...useField(props)} />;
}

export function NumberField(props: FieldProps) {
  return <TextInput {...useField(props)} inputMode="decimal" maw={240} />;
}

/** Several lines of text, as they stand. */
export function LinesField({ isCode = false, ...props }: FieldProps & { isCode?: boolean }) {
  return <Textarea {...useField(props)} autosize minRows={3} maxRows={12} {...(isCode && { styles: monospace })} />;
}

/** A secret goes in and never comes out again: what is kept is not shown, and left empty it stays. */
export function SecretField({ isKept, ...props }: FieldProps & { isKept: boolean }) {
  const field = useField(props);
  return (
    <PasswordInput
      {...field}
      autoComplete="new-password"
      required={(props.required ?? false) && !isKept}
      placeholder={isKept ? "Kept as it is" : (props.placeholder ?? "")}
    />
  );
}

export function PickField({ data, ...props }: FieldProps & { data: { value: string; label: string }[] }) {
  return <NativeSelect {...useField(props)} data={data} maw={420} />;
}

export function TickField({ name, label, help }: FieldProps) {
  const { value, set, error } = useValue(name);
  return (
    <Checkbox
      label={label}
      description={help}
      error={error}
      checked={value === true}
      onChange={({ currentTarget }) => set(currentTarget.checked)}
    />
  );
}
