import type { HostEntry } from "@/lib/contracts/host";
import { numberOf, splitWords } from "./split-words";

type Values = Record<string, string | boolean>;

/** What the form of a host begins with; a secret is never among it. */
export function hostValues(host: HostEntry | null): Values {
  return {
    alias: host?.alias ?? "",
    address: host?.address ?? "",
    port: String(host?.port ?? 22),
    user: host?.user ?? "",
    tags: host?.tags.join(", ") ?? "",
    jump_host: host?.jump_host ?? "",
    connect_timeout_s: String(host?.connect_timeout_s ?? 10),
    sessions_max: String(host?.sessions_max ?? 8),
    intents: host?.intents.join(", ") ?? "ssh.*",
    approvals_needed: String(host?.approvals_needed ?? 1),
    four_eyes: host?.four_eyes ?? false,
    auth: host?.auth.kind ?? "key",
    "auth.private_key": "",
    "auth.passphrase": "",
    "auth.socket": "",
  };
}

/** The body that a filled form stands for; without a new secret, what is kept of a host stays. */
export function hostRequest(values: Values, host: HostEntry | null): object {
  const text = (name: string) => String(values[name] ?? "").trim();
  const auth = authOf(values);
  const isKept = host !== null && auth === null && host.auth.kind === values.auth;
  return {
    alias: text("alias"),
    address: text("address"),
    port: numberOf(text("port")),
    user: text("user"),
    tags: splitWords(text("tags")),
    jump_host: text("jump_host") || null,
    connect_timeout_s: numberOf(text("connect_timeout_s")),
    sessions_max: numberOf(text("sessions_max")),
    intents: splitWords(text("intents")),
    approvals_needed: numberOf(text("approvals_needed")),
    four_eyes: values.four_eyes === true,
    ...(!isKept && { auth: auth ?? emptyAuth(values) }),
  };
}

function authOf(values: Values): object | null {
  const passphrase = String(values["auth.passphrase"]) || null;
  const privateKey = String(values["auth.private_key"]).trim();
  const socket = String(values["auth.socket"]).trim();
  if (values.auth === "agent") return socket === "" ? null : { kind: "agent", socket };
  // OpenSSH's own reader wants the last line ended.
  return privateKey === "" ? null : { kind: "key", private_key: `${privateKey}\n`, passphrase };
}

/** So that the server names the field that is missing. */
function emptyAuth({ auth }: Values): object {
  return auth === "agent" ? { kind: "agent", socket: "" } : { kind: "key", private_key: "" };
}
