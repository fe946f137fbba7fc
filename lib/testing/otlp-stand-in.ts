import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

export type SeenSpan = {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  kind: number;
  attributes: Record<string, unknown>;
  /** 2 is an error. */
  status: number;
};

type OtlpAttribute = { key: string; value: Record<string, unknown> };
type OtlpSpan = Omit<SeenSpan, "attributes" | "status"> & { attributes?: OtlpAttribute[]; status?: { code?: number } };
type OtlpBody = { resourceSpans: { resource: { attributes: OtlpAttribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[] };

/** A stand-in for a collector at the socket: takes OTLP over HTTP as JSON, keeps the spans, and fails when told to. */
export async function startOtlpStandIn() {
  const state = {
    spans: [] as SeenSpan[],
    bodies: [] as string[],
    headers: [] as IncomingHttpHeaders[],
    paths: [] as string[],
    resource: {} as Record<string, unknown>,
    status: 200,
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    state.headers.push(request.headers);
    state.paths.push(request.url ?? "");
    state.bodies.push(body);
    if (state.status === 200 && request.headers["content-type"] === "application/json") {
      for (const { resource, scopeSpans } of (JSON.parse(body) as OtlpBody).resourceSpans) {
        state.resource = valuesOf(resource.attributes);
        state.spans.push(...scopeSpans.flatMap(({ spans }) => spans.map(seen)));
      }
    }
    response.writeHead(state.status, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function seen({ attributes, status, parentSpanId, ...span }: OtlpSpan): SeenSpan {
  return {
    ...span,
    parentSpanId: parentSpanId || null,
    attributes: valuesOf(attributes ?? []),
    status: status?.code ?? 0,
  };
}

function valuesOf(attributes: OtlpAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
