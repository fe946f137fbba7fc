import { expect, it } from "vitest";
import { CreateFlowRequest, type FlowEntry, UpdateFlowRequest } from "@/lib/contracts/flow-binding";
import { flowRequest, flowValues } from "./flow-form";

const flow: FlowEntry = {
  flow_id: "flow_1",
  intent: "gmail.triage",
  backend: "n8n",
  target: "gmail-triage",
  method: "POST",
  reply: "async",
  title: "Sort the mail",
  description: "Sorts what came in.",
  effects: "idempotent",
  input_schema: { type: "object", properties: { max: { type: "integer" } } },
  output_schema: null,
  example: { max: 3 },
  timeout_s: 60,
  attempts_max: 2,
  enabled: true,
  auth: { kind: "bearer" },
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
};

it("makes what the API takes of an intent alone", () => {
  expect(CreateFlowRequest.parse(flowRequest({ ...flowValues(null), intent: "gmail.triage" }, null))).toMatchObject({
    intent: "gmail.triage",
    backend: "n8n",
    target: null,
    auth: { kind: "none" },
    timeout_s: null,
  });
});

it("gives back a flow as it is when nothing is changed, and leaves its secret alone", () => {
  const request = UpdateFlowRequest.parse(flowRequest(flowValues(flow), flow));
  const { flow_id: _, auth: __, created_at: ___, updated_at: ____, enabled: _____, ...rest } = flow;
  expect(request).toEqual(rest);
});

it.each([
  ["header", { "auth.name": "X-Token", "auth.value": "s3cret" }, { kind: "header", name: "X-Token", value: "s3cret" }],
  ["basic", { "auth.username": "u", "auth.password": "p" }, { kind: "basic", username: "u", password: "p" }],
  ["bearer", { "auth.token": "abc" }, { kind: "bearer", token: "abc" }],
  ["jwt", { "auth.secret": "k" }, { kind: "jwt", secret: "k", algorithm: "HS256" }],
])("sends a new secret of kind %s", (auth, given, expected) => {
  expect(UpdateFlowRequest.parse(flowRequest({ ...flowValues(flow), auth, ...given }, flow)).auth).toMatchObject(
    expected,
  );
});

it("hands a schema that is no JSON to the server as it was typed, to be refused by name", () => {
  const parsed = CreateFlowRequest.safeParse(
    flowRequest({ ...flowValues(null), intent: "a.b", input_schema: "{oops" }, null),
  );
  expect(parsed.error?.issues[0]?.path).toEqual(["input_schema"]);
});
