import { expect, it } from "vitest";
import { parseEnv } from "./env";

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };

it.each([
  [{}],
  [{ OTEL_SERVICE_NAME: "mine", OTEL_EXPORTER_OTLP_HEADERS: "a=b" }],
  [{ ...endpoint, OTEL_SDK_DISABLED: "true" }],
  [{ ...endpoint, OTEL_TRACES_EXPORTER: "none" }],
])("traces nothing with %j", (variables) => {
  expect(parseEnv(variables).tracing).toBeNull();
});

it("traces to an endpoint, in the specification's protocol, under its own name", () => {
  expect(parseEnv(endpoint).tracing).toMatchObject({ protocol: "http/protobuf", serviceName: "orchestrator" });
});

it("knows the keys of the exporter's headers as secrets, in both spellings", () => {
  const variables = { ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: "x-key=one%2Btwo,authorization=Bearer%20three" };
  expect(parseEnv(variables).tracing?.secrets).toEqual(expect.arrayContaining(["one%2Btwo", "one+two", "three"]));
});

it("refuses to start for a protocol that is not spoken", () => {
  expect(() => parseEnv({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" })).toThrow(/http\/protobuf or http\/json/);
});
