import { visibleText } from "@/lib/client/visible-text";
import type { FieldProps } from "./field-props";
import { useFieldError } from "./form-errors";

/** A field's label, description and error, in plain text. */
export function useFieldWords({ field, path, isRequired }: Omit<FieldProps, "draft" | "onChange">) {
  const description = [field.description, ...field.notes].filter(Boolean).join(" ");
  return {
    label: visibleText(field.label),
    error: useFieldError(path),
    required: isRequired,
    ...(description && { description: visibleText(description) }),
  };
}
