import type { StandInAnswer } from "./flow-stand-in";

const json = { "content-type": "application/json; charset=utf-8" };
const sandbox = { "content-security-policy": "sandbox allow-downloads allow-forms" };
const stack =
  "ResponseError: x\\n    at LiveWebhooks.findWebhook (/home/node/n8n/src/webhooks/live-webhooks.ts:193:10)";
const own = '{"ok":true,"workflow":"status","executionId":"29"}';

/** n8n 2.8.4's answers, as they were observed: one a row of the contract's table. */
export const n8nAnswers = {
  json: { status: 200, headers: { ...json, ...sandbox }, body: '{"ok":true,"triaged":[]}' },
  lastNode: { status: 200, headers: { ...json, ...sandbox }, body: '{"ok":true,"doubled":42}' },
  started: { status: 200, headers: { ...json, ...sandbox }, body: '{"message":"Workflow was started"}' },
  /** Failed before its Respond node, never came to it, or answers with no data: byte for byte the same. */
  empty: { status: 200, headers: json, body: "" },
  errorInWorkflow: { status: 500, headers: json, body: '{"message":"Error in workflow"}' },
  noRespondNode: {
    status: 500,
    headers: json,
    body: `{"code":0,"message":"No Respond to Webhook node found in the workflow","stacktrace":"${stack}"}`,
  },
  wrongCredentials: {
    status: 403,
    headers: { "www-authenticate": 'Basic realm="Webhook"' },
    body: "Authorization data is wrong!",
  },
  notRegistered: {
    status: 404,
    headers: json,
    body: `{"code":404,"message":"The requested webhook \\"POST x\\" is not registered.","hint":"The workflow must be active","stacktrace":"${stack}"}`,
  },
  wrongMethod: {
    status: 404,
    headers: json,
    body: `{"code":404,"message":"This webhook is not registered for GET requests. Did you mean to make a POST request?","stacktrace":"${stack}"}`,
  },
  testUrl: {
    status: 404,
    headers: json,
    body: `{"code":404,"message":"The requested webhook \\"x\\" is not registered.","hint":"Click the 'Execute workflow' button on the canvas","stacktrace":"${stack}"}`,
  },
  brokenJson: {
    status: 422,
    headers: json,
    body: `{"code":422,"message":"Failed to parse request body","hint":"Unexpected end of JSON input","stacktrace":"${stack}"}`,
  },
  tooLarge: {
    status: 500,
    headers: json,
    body: `{"code":0,"message":"There was a problem executing the workflow","stacktrace":"${stack}"}`,
  },
  text: { status: 200, headers: { "content-type": "text/html; charset=utf-8", ...sandbox }, body: "hello n8n" },
  noContent: { status: 204, headers: { "retry-after": "3", ...sandbox } },
  own422: { status: 422, headers: { ...json, ...sandbox }, body: own },
  own503: { status: 503, headers: { ...json, ...sandbox, "retry-after": "3" }, body: own },
  /** The first second of a start: 200, to any request. */
  startingUp: {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: "n8n is starting up. Please wait",
  },
  databaseNotReady: {
    status: 503,
    headers: json,
    body: `{"code":503,"message":"Database is not ready!","stacktrace":"${stack}"}`,
  },
  /** What an execution that is under way answers when n8n stops. */
  aborted: { status: 500, headers: json, body: `{"code":0,"message":"aborted","stacktrace":"${stack}"}` },
  /** Just after a start, or at a path that is none of its webhooks'. */
  cannotPost: {
    status: 404,
    headers: { "content-security-policy": "default-src 'none'", "content-type": "text/html; charset=utf-8" },
    body: '<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>Error</title>\n</head>\n<body>\n<pre>Cannot POST /webhook/x</pre>\n</body>\n</html>\n',
  },
} as const satisfies Record<string, StandInAnswer>;
