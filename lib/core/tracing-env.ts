import { z } from "zod";
import { EnvError } from "./env-error";
import { blankAsUnset, optionalText, optionalUrl } from "./env-fields";

/**
 * OpenTelemetry's own variables that say whether and how traces leave; its SDK reads them, and the others of its
 * specification, by itself. Source: OpenTelemetry Environment Variable Specification.
 */
export const tracingFields = {
  OTEL_SDK_DISABLED: optionalText,
  OTEL_TRACES_EXPORTER: optionalText,
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalUrl,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optionalUrl,
  OTEL_EXPORTER_OTLP_PROTOCOL: optionalText,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: optionalText,
  OTEL_EXPORTER_OTLP_HEADERS: optionalText,
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: optionalText,
  OTEL_SERVICE_NAME: z.preprocess(blankAsUnset, z.string().max(255).default("orchestrator")),
};

export type TracingSettings = {
  protocol: "http/protobuf" | "http/json";
  serviceName: string;
  /** What the exporter's headers hold: keys of whoever keeps the traces. */
  secrets: readonly string[];
};

type Values = z.output<z.ZodObject<typeof tracingFields>>;

/** Null without an endpoint. Throws an EnvError for a protocol that is not spoken here. */
export function readTracing(values: Values): TracingSettings | null {
  const endpoint = values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? values.OTEL_EXPORTER_OTLP_ENDPOINT;
  const isOff = values.OTEL_SDK_DISABLED?.toLowerCase() === "true" || values.OTEL_TRACES_EXPORTER === "none";
  if (!endpoint || isOff) return null;
  const protocol = values.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? values.OTEL_EXPORTER_OTLP_PROTOCOL ?? "http/protobuf";
  if (protocol !== "http/protobuf" && protocol !== "http/json") {
    throw new EnvError("OTEL_EXPORTER_OTLP_PROTOCOL: must be http/protobuf or http/json; grpc is not spoken here.");
  }
  const headers = [values.OTEL_EXPORTER_OTLP_HEADERS, values.OTEL_EXPORTER_OTLP_TRACES_HEADERS];
  return {
    protocol,
    serviceName: values.OTEL_SERVICE_NAME,
    secrets: headers.flatMap((text) => headerValues(text ?? "")),
  };
}

/** `name=value,name=value`, the values percent-encoded. */
function headerValues(text: string): string[] {
  return text.split(",").flatMap((pair) => {
    const value = pair.slice(pair.indexOf("=") + 1).trim();
    return [value, value.replace(/^\w+(?: |%20)/, "")].flatMap((form) => [form, decoded(form)]);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
