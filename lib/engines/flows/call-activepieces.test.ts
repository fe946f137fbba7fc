import { describe, expect, it } from "vitest";
import { activepiecesAnswers } from "@/lib/testing/activepieces-answers";
import { flowCall } from "@/lib/testing/flow-call";
import { type StandInAnswer, startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { callActivepieces } from "./call-activepieces";
import type { FlowOutcome } from "./flow-call";

let answer: StandInAnswer = activepiecesAnswers.taken;
const activepieces = await startFlowStandIn(() => answer);
const url = `${activepieces.url}/api/v1/webhooks/ZARKWOUWKYS9hFazGxVGv`;

function callAnswered(given: StandInAnswer, isSync: boolean) {
  answer = given;
  return callActivepieces(flowCall({ url: isSync ? `${url}/sync` : url }), { isSync });
}

function endOf(outcome: FlowOutcome) {
  if (!("error" in outcome)) return outcome;
  return { ...outcome, error: outcome.error.code };
}

const failed = (mayHaveRun: boolean, error = "flow_failed") => ({ kind: "failed", mayHaveRun, error });
const retry = (mayHaveRun: boolean) => ({ kind: "retry", mayHaveRun, error: "upstream_failed" });
const unknown = { kind: "unknown", error: "outcome_unknown" };
const started = { kind: "started" };
const page = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: "<!doctype html><html>Activepieces</html>",
};

type Row = [string, StandInAnswer, unknown];
/** The same for both ways of calling. */
const always: Row[] = [
  ["410: no such flow", activepiecesAnswers.unknownFlow, failed(false, "flow_not_found")],
  ["410 of newer versions", activepiecesAnswers.unknownFlowNewer, failed(false, "flow_not_found")],
  ["404: the flow is off", activepiecesAnswers.switchedOff, failed(false, "flow_not_found")],
  ["404: no such route", activepiecesAnswers.noRoute, failed(false, "flow_not_found")],
  ["404: a page", { ...page, status: 404 }, failed(false, "flow_not_found")],
  ["413", activepiecesAnswers.tooLarge, failed(false, "payload_too_large")],
  ["500: it failed itself", activepiecesAnswers.internalError, retry(true)],
  ["a used up quota", activepiecesAnswers.quota, failed(false)],
  ["502 of its proxy while it starts", { ...page, status: 502 }, retry(true)],
  ["504 of a proxy", { ...page, status: 504 }, unknown],
  ["a page with 200", page, failed(true)],
];

describe("a flow that is waited for (/sync)", () => {
  it.each<Row>([
    ["returned JSON", activepiecesAnswers.returnedJson, { kind: "succeeded", output: { ok: true, triaged: [] } }],
    ["returned {}", activepiecesAnswers.taken, { kind: "succeeded", output: {} }],
    ["204: it stopped waiting, and the run goes on", activepiecesAnswers.noAnswerYetOlder, { kind: "started" }],
    ["408: the same", activepiecesAnswers.noAnswerYet, { kind: "started" }],
    ["returned text", activepiecesAnswers.returnedRaw, { kind: "succeeded", output: "done" }],
    [
      "an answer before it waits on",
      activepiecesAnswers.waitsForNext,
      { kind: "succeeded", output: { question: "go on?" } },
    ],
    ["a returned redirect", activepiecesAnswers.returnedRedirect, failed(true)],
    ["a returned 422", activepiecesAnswers.returned422, failed(true)],
    ["a returned 500", activepiecesAnswers.returned500, failed(true)],
    ["a returned 404 with a body", { ...activepiecesAnswers.returned422, status: 404 }, failed(true)],
    ["a returned 410 with a body", { ...activepiecesAnswers.returned422, status: 410 }, failed(true)],
    ["a returned 413", { ...activepiecesAnswers.returned422, status: 413 }, failed(true, "payload_too_large")],
    ["a returned 504", { ...activepiecesAnswers.returned422, status: 504 }, unknown],
    ["that the flow failed", activepiecesAnswers.flowFailed, failed(true)],
    ["that the run took too long", activepiecesAnswers.runTooLong, failed(true)],
    ["nothing with 200", { ...activepiecesAnswers.taken, body: "" }, unknown],
    ["broken JSON", { ...activepiecesAnswers.taken, body: "{" }, failed(true)],
    ...always,
  ])("takes %s for what it is", async (_what, given, expected) => {
    expect(endOf(await callAnswered(given, true))).toEqual(expected);
  });
});

describe("a flow that goes on by itself", () => {
  it.each<Row>([
    // Also with wrong credentials: the trigger checks them inside the run, and tells nobody.
    ["200 {}", activepiecesAnswers.taken, started],
    ["200 without its id, as proxies strip headers", { status: 200, headers: {}, body: "{}" }, started],
    ...always,
  ])("takes %s for what it is", async (_what, given, expected) => {
    expect(endOf(await callAnswered(given, false))).toEqual(expected);
  });
});

it.each([
  ["the flow id", activepiecesAnswers.unknownFlow, /id of this intent's binding/],
  ["that it is off", activepiecesAnswers.switchedOff, /switched off.*publish/s],
  ["its limit", activepiecesAnswers.runTooLong, /AP_FLOW_TIMEOUT_SECONDS/],
  ["the base", activepiecesAnswers.noRoute, /ACTIVEPIECES_BASE/],
])("names %s as what to look at", async (_what, given, expected) => {
  const outcome = await callAnswered(given, true);
  expect("error" in outcome && `${outcome.error.detail} ${outcome.error.hint}`).toMatch(expected);
});

it("tells a caller nothing of the flow's words when it failed", async () => {
  const outcome = await callAnswered(activepiecesAnswers.returned422, true);
  if (!("error" in outcome)) throw new Error("it should have failed");
  expect(`${outcome.error.detail} ${outcome.error.hint}`).not.toMatch(/mailbox|10\.0/);
  expect(outcome.error.context).toMatchObject({ status: 422, excerpt: '{"error":"no such mailbox on 10.0.0.7"}' });
});
