import type { JsonObject } from "@/lib/contracts/json";
import { QuestionSchema } from "@/lib/contracts/question-schema";
import { cleanText } from "@/lib/core/clean-text";

const messageCharsMax = 2_000;
const schemaCharsMax = 16 * 1024;
const urlCharsMax = 2_000;

type Asked = { message: string; schema: JsonObject | null; url?: string };
type Readable = { message: string; schema: JsonObject | null; url: string | null };

/**
 * A question as it may be shown: its text without what misleads, its schema with known keywords alone. The words come
 * from outside; what is too long, or asks for what no form has, comes back as a fault, which holds none of them.
 */
export function readQuestion({ message, schema, url }: Asked): Readable | { fault: string } {
  if (message.length > messageCharsMax) return { fault: `the message is over ${messageCharsMax} characters` };
  const text = cleanText(message).trim();
  if (text === "") return { fault: "the message is empty" };
  if (url !== undefined && schema !== null) return { fault: "there are both an address and a schema" };
  if (url !== undefined && !isWebAddress(url)) return { fault: "the address is none that a browser may open" };
  const read = schema === null ? null : readSchema(schema);
  if (typeof read === "string") return { fault: read };
  return { message: text, schema: read, url: url === undefined ? null : new URL(url).href };
}

/** What a form can be made of, or what is wrong. */
function readSchema(schema: JsonObject): JsonObject | string {
  if (JSON.stringify(schema).length > schemaCharsMax) return `the schema is over ${schemaCharsMax} characters`;
  const parsed = QuestionSchema.safeParse(schema);
  // zod leaves a field named __proto__ out in silence.
  const isWhole = parsed.success && countOf(parsed.data.properties) === countOf(schema.properties);
  return isWhole ? parsed.data : "the schema is no flat object of simple values";
}

function countOf(properties: unknown): number {
  return Object.keys(properties as object).length;
}

/** A name and a password in front of the host are there to be taken for it. */
function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) && text.length <= urlCharsMax ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}
