import { Checkbox, MultiSelect, Select, TextInput } from "@mantine/core";
import { choicesOf, type QuestionValues } from "@/lib/client/question-form";
import { visibleText } from "@/lib/client/visible-text";
import type { QuestionField as Field } from "@/lib/contracts/question-schema";

type QuestionFieldProps = {
  name: string;
  field: Field;
  isRequired: boolean;
  value: QuestionValues[string];
  error: string | null;
  onChange(value: QuestionValues[string]): void;
};

const inputModes = { string: "text", number: "decimal", integer: "numeric" } as const;

/** One value that a question asks for, typed, ticked or chosen. */
export function QuestionField({ name, field, isRequired, value, error, onChange }: QuestionFieldProps) {
  const description = field.description && visibleText(field.description);
  const shared = { label: visibleText(field.title || name), error, ...(description && { description }) };
  const choices = choicesOf(field)?.map((choice) => ({ ...choice, label: visibleText(choice.label) })) ?? [];
  if (field.type === "boolean") {
    return (
      <Checkbox {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    );
  }
  if (field.type === "array") {
    const chosen = Array.isArray(value) ? value : [];
    return <MultiSelect {...shared} required={isRequired} data={choices} value={chosen} onChange={onChange} />;
  }
  if (choices.length > 0) {
    return (
      <Select
        {...shared}
        required={isRequired}
        clearable={!isRequired}
        data={choices}
        value={typeof value === "string" && value !== "" ? value : null}
        onChange={(chosen) => onChange(chosen ?? "")}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      required={isRequired}
      inputMode={inputModes[field.type]}
      autoComplete="off"
      value={String(value ?? "")}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
