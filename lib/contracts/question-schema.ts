import { z } from "zod";
import { cleanText } from "@/lib/core/clean-text";

const choicesMax = 200;
const fieldsMax = 50;

/** For reading: what would mislead the eye is left out. */
const Label = z.string().max(1_000).transform(cleanText);
/** What goes back as it stands; one that could not be shown cannot be chosen either. */
const Value = z
  .string()
  .max(1_000)
  .refine((text) => cleanText(text) === text);
const Name = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => name !== "__proto__" && cleanText(name) === name);
const Values = z.array(Value).min(1).max(choicesMax);
const Choices = z
  .array(z.object({ const: Value, title: Label }))
  .min(1)
  .max(choicesMax);
const Count = z.int().min(0);
const labels = { title: Label.optional(), description: Label.optional() };

const TextField = z.object({
  type: z.literal("string"),
  ...labels,
  minLength: Count.optional(),
  maxLength: Count.optional(),
  format: z.string().max(50).optional(),
  enum: Values.optional(),
  enumNames: z.array(Label).max(choicesMax).optional(),
  oneOf: Choices.optional(),
  default: Value.optional(),
});

const NumberField = z.object({
  type: z.enum(["number", "integer"]),
  ...labels,
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.number().optional(),
});

const BooleanField = z.object({ type: z.literal("boolean"), ...labels, default: z.boolean().optional() });

const ListField = z.object({
  type: z.literal("array"),
  ...labels,
  minItems: Count.optional(),
  maxItems: Count.optional(),
  items: z.union([z.object({ type: z.literal("string"), enum: Values }), z.object({ anyOf: Choices })]),
  default: z.array(Value).optional(),
});

/** One value that a question asks for. */
export const QuestionField = z.discriminatedUnion("type", [TextField, NumberField, BooleanField, ListField]);
export type QuestionField = z.infer<typeof QuestionField>;

/**
 * What a question may ask for: a flat object of simple values and choices, without any other keyword. Source: MCP
 * 2025-11-25, client features, elicitation, "Requested Schema".
 */
export const QuestionSchema = z
  .object({
    type: z.literal("object"),
    properties: z
      .record(Name, QuestionField)
      .refine((fields) => Object.keys(fields).length <= fieldsMax, `has more than ${fieldsMax} fields`),
    required: z.array(Name).max(fieldsMax).optional(),
  })
  .refine(({ properties, required = [] }) => required.every((name) => Object.hasOwn(properties, name)));
export type QuestionSchema = z.infer<typeof QuestionSchema>;
