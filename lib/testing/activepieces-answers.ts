import type { StandInAnswer } from "./flow-stand-in";

const json = { "content-type": "application/json; charset=utf-8" };
const known = { ...json, "x-webhook-id": "ZARKWOUWKYS9hFazGxVGv" };

/** Activepieces' answers as its source gives them: one a row of the contract's table, and a flow's own. */
export const activepiecesAnswers = {
  taken: { status: 200, headers: known, body: "{}" },
  returnedJson: { status: 200, headers: known, body: '{"ok":true,"triaged":[]}' },
  returnedRaw: { status: 200, headers: { ...known, "content-type": "text/plain; charset=utf-8" }, body: "done" },
  returnedRedirect: { status: 301, headers: { ...known, location: "https://example.com/next" } },
  returned422: { status: 422, headers: known, body: '{"error":"no such mailbox on 10.0.0.7"}' },
  returned500: { status: 500, headers: known, body: '{"error":"x"}' },
  waitsForNext: {
    status: 200,
    headers: { ...known, "x-activepieces-resume-webhook-url": "https://ap.example/api/v1/flow-runs/r/requests/q" },
    body: '{"question":"go on?"}',
  },
  unknownFlow: { status: 410, headers: json, body: "{}" },
  unknownFlowNewer: { status: 410, headers: known, body: "{}" },
  switchedOff: { status: 404, headers: known, body: "{}" },
  tooLarge: { status: 413, headers: json, body: '{"message":"Payload too large"}' },
  flowFailed: {
    status: 500,
    headers: known,
    body: '{"message":"The flow has failed and there is no response returned"}',
  },
  internalError: { status: 500, headers: known, body: '{"message":"An internal error has occurred"}' },
  runTooLong: { status: 504, headers: known, body: '{"message":"The request took too long to reply"}' },
  /** Its own time-out, wrong trigger credentials, a flow without a Return Response step. */
  noAnswerYet: { status: 408, headers: known, body: "{}" },
  noAnswerYetOlder: { status: 204, headers: { "x-webhook-id": "ZARKWOUWKYS9hFazGxVGv" } },
  quota: { status: 402, headers: json, body: '{"code":"QUOTA_EXCEEDED","params":{"metric":"tasks"}}' },
  noRoute: {
    status: 404,
    headers: json,
    body: '{"statusCode":404,"error":"Not Found","message":"Route POST:/webhooks/x not found"}',
  },
} as const satisfies Record<string, StandInAnswer>;
