import type { z } from "zod";

export type JsonSchema = z.core.JSONSchema.BaseSchema;
export type Reference = { $ref: string };

export type Header = { description: string; schema: JsonSchema };

export type OpenapiResponse = {
  description: string;
  headers: Record<string, Reference>;
  content: Record<string, { schema: JsonSchema }>;
};

export type Parameter = {
  name: string;
  in: "path" | "query";
  required: boolean;
  description?: string;
  schema: JsonSchema;
};

type RequestBody = {
  required: boolean;
  content: {
    "application/json": { schema: JsonSchema; example?: unknown; examples?: Record<string, { value: unknown }> };
  };
};

export type Operation = {
  operationId: string;
  summary: string;
  description: string;
  /** Whether ChatGPT asks its user before each call (`true`), or offers to always allow it (`false`). */
  "x-openai-isConsequential": boolean;
  parameters?: Parameter[];
  requestBody?: RequestBody;
  responses: Record<string, OpenapiResponse | Reference>;
};

/** What we write of OpenAPI 3.1; https://spec.openapis.org/oas/v3.1.1.html has the rest. */
export type OpenapiDocument = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, { get?: Operation; post?: Operation }>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, OpenapiResponse>;
    headers: Record<string, Header>;
    securitySchemes: Record<string, { type: "http"; scheme: "bearer"; description: string }>;
  };
};
