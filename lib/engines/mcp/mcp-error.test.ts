import { SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import { expect, it } from "vitest";
import { httpTarget } from "@/lib/testing/mcp-target";
import { mcpError } from "./mcp-error";

const target = httpTarget("http://localhost:1/mcp");
const refused = () => Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
const probe = (cause: unknown) =>
  new SdkError(SdkErrorCode.EraNegotiationFailed, "Version negotiation failed", { cause });

it.each([
  { from: "its own code", error: refused() },
  { from: "its cause", error: new TypeError("fetch failed", { cause: refused() }) },
  { from: "one of several addresses", error: new TypeError("failed", { cause: new AggregateError([refused()]) }) },
  { from: "what the SDK keeps as data", error: probe(new TypeError("fetch failed", { cause: refused() })) },
])("knows from $from that nobody listens at the address", ({ error }) => {
  expect(mcpError({ target, error })).toMatchObject({
    code: "upstream_failed",
    detail: "MCP server 'peer' cannot be reached (ECONNREFUSED).",
    mayHaveRun: false,
  });
});

it("comes to an end with an error that is its own cause", () => {
  const error = new Error("round");
  error.cause = new AggregateError([error, error]);
  expect(mcpError({ target, error })).toMatchObject({ code: "upstream_failed", mayHaveRun: true });
});
