import type { ComponentType } from "react";
import type { FormDraft } from "@/lib/client/schema-form/form-draft";
import type { FormField } from "@/lib/client/schema-form/form-field";

/** What every field of a form that is made from a schema is given. */
export type FieldProps<Field extends FormField = FormField> = {
  field: Field;
  draft: FormDraft;
  path: string;
  isRequired: boolean;
  onChange(draft: FormDraft): void;
};

/** What holds other fields is given what draws them. */
export type NestedFieldProps<Field extends FormField> = FieldProps<Field> & { Field: ComponentType<FieldProps> };
