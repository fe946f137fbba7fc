import type { JsonObject } from "./json";

const text = { type: "string" };
const ofFile = {
  mime_type: text,
  file_id: text,
  url: { ...text, description: "GET this for the bytes, as the caller of the job." },
  bytes: { type: "integer" },
};

/**
 * The result of a remote tool as JSON Schema: MCP's content blocks (2026-07-28, `ContentBlock`) in our spelling, with
 * bytes as links, and what the tool answers as data. `structured` is its own schema, placed at `structuredPointer`.
 */
export function mcpResultSchema(structured: JsonObject | null): JsonObject {
  return {
    type: "object",
    properties: {
      content: {
        type: "array",
        description: "What the tool says: text, and links to pictures, sound and documents.",
        items: {
          type: "object",
          properties: {
            type: { enum: ["text", "image", "audio", "resource", "resource_link"] },
            text: { ...text, description: "Of a text, and of a resource that is text." },
            uri: { ...text, description: "Of a resource: its name at the server." },
            name: text,
            ...ofFile,
          },
          required: ["type"],
        },
      },
      structured_content: structured ?? { description: "The answer as data, where the tool gives it." },
    },
    required: structured === null ? ["content"] : ["content", "structured_content"],
  };
}

/** Where the tool's own schema stands in it. */
export const structuredPointer = "#/properties/structured_content";
