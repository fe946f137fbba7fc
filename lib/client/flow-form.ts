import type { FlowEntry } from "@/lib/contracts/flow-binding";
import { jsonOf } from "./json-of";
import { numberOf } from "./split-words";
import { visibleJson } from "./visible-text";

type Values = Record<string, string | boolean>;
type AuthKind = FlowEntry["auth"]["kind"];

const secrets: Record<AuthKind, string[]> = {
  none: [],
  header: ["name", "value"],
  basic: ["username", "password"],
  bearer: ["token"],
  jwt: ["secret", "algorithm"],
};

/** What the form of a flow begins with; a secret is never among it. */
export function flowValues(flow: FlowEntry | null): Values {
  const json = (value: unknown) => (value === null || value === undefined ? "" : visibleJson(value));
  return {
    intent: flow?.intent ?? "",
    backend: flow?.backend ?? "n8n",
    target: flow?.target ?? "",
    method: flow?.method ?? "POST",
    reply: flow?.reply ?? "sync",
    title: flow?.title ?? "",
    description: flow?.description ?? "",
    effects: flow?.effects ?? "once",
    input_schema: json(flow?.input_schema),
    output_schema: json(flow?.output_schema),
    example: flow && Object.keys(flow.example).length > 0 ? json(flow.example) : "",
    timeout_s: flow?.timeout_s == null ? "" : String(flow.timeout_s),
    attempts_max: String(flow?.attempts_max ?? 3),
    auth: flow?.auth.kind ?? "none",
    "auth.algorithm": "HS256",
  };
}

/** The body that a filled form stands for; without a new secret, what is kept of a flow stays. */
export function flowRequest(values: Values, flow: FlowEntry | null): object {
  const text = (name: string) => String(values[name] ?? "").trim();
  const optional = (name: string) => (text(name) === "" ? {} : { [name]: text(name) });
  const kind = values.auth as AuthKind;
  const given = secrets[kind].filter((name) => name !== "algorithm" && text(`auth.${name}`) !== "");
  const isKept = flow !== null && flow.auth.kind === kind && given.length === 0;
  return {
    intent: text("intent"),
    backend: values.backend,
    target: text("target") || null,
    method: values.method,
    reply: values.reply,
    ...optional("title"),
    ...optional("description"),
    effects: values.effects,
    input_schema: jsonOf(text("input_schema"), null),
    output_schema: jsonOf(text("output_schema"), null),
    example: jsonOf(text("example"), {}),
    timeout_s: text("timeout_s") === "" ? null : numberOf(text("timeout_s")),
    attempts_max: numberOf(text("attempts_max")),
    ...(!isKept && {
      auth: { kind, ...Object.fromEntries(secrets[kind].map((name) => [name, text(`auth.${name}`)])) },
    }),
  };
}
