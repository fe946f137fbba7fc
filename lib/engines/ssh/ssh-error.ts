import { AppError } from "@/lib/core/app-error";
import type { ErrorCode } from "@/lib/core/error-codes";

type Fault = { code: ErrorCode; detail: string; hint?: string };

const socketFaults: Record<string, (alias: string) => Fault> = {
  ECONNREFUSED: (alias) => ({
    code: "upstream_failed",
    detail: `Host '${alias}' refused the connection.`,
    hint: "Check that its SSH server runs and that the port in the inventory is the right one.",
  }),
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  ETIMEDOUT: connectTimedOut,
};

/** Why a host could not be connected to, in words for an operator that hold neither its address nor its own words. */
export function sshError({ alias, error }: { alias: string; error: unknown }): AppError {
  if (error instanceof AppError) return error;
  const { code, detail, hint } = faultOf({ alias, error });
  return new AppError({ code, detail, ...(hint && { hint }), context: { mayHaveRun: false }, cause: error });
}

/** The fault of a host that says nothing in time. */
export function connectTimedOut(alias: string): Fault {
  return {
    code: "timeout",
    detail: `Host '${alias}' did not finish connecting in time.`,
    hint: "Check that it is up, that no firewall drops the connection, and its connect timeout in the inventory.",
  };
}

function faultOf({ alias, error }: { alias: string; error: unknown }): Fault {
  const level = fieldOf(error, "level");
  const socketFault = socketFaults[fieldOf(error, "code")];
  if (socketFault) return socketFault(alias);
  // The names that ssh2 gives the stages of a connection.
  if (level === "client-authentication") return authFailed(alias);
  if (level === "agent") return agentFailed(alias);
  if (level === "handshake") return handshakeFailed(alias);
  if (level === "client-timeout") return connectTimedOut(alias);
  return {
    code: "upstream_failed",
    detail: `Host '${alias}' broke the connection off before a command could be sent.`,
    hint: "Its SSH server may be overloaded, may limit connections, or may not be an SSH server at all.",
  };
}

function authFailed(alias: string): Fault {
  return {
    code: "ssh_auth_failed",
    detail: `Host '${alias}' did not accept the key for its user.`,
    hint: "Check the user in the inventory, and that the public key stands in that user's authorized_keys.",
  };
}

function agentFailed(alias: string): Fault {
  return {
    code: "ssh_auth_failed",
    detail: `The SSH agent for host '${alias}' cannot be reached or has no key.`,
    hint: "Check that the agent runs under the socket in the inventory, and `ssh-add -l`.",
  };
}

function handshakeFailed(alias: string): Fault {
  return {
    code: "ssh_handshake_failed",
    detail: `Host '${alias}' and the orchestrator could not agree on how to encrypt.`,
    hint: "Its SSH server offers only algorithms that are no longer safe, or a wrong signature. Update or check it.",
  };
}

function unknownName(alias: string): Fault {
  return {
    code: "upstream_failed",
    detail: `The name of host '${alias}' is not known.`,
    hint: "Check the address in the inventory, and the DNS of the machine that the orchestrator runs on.",
  };
}

function noRoute(alias: string): Fault {
  return {
    code: "upstream_failed",
    detail: `There is no route to host '${alias}'.`,
    hint: "Check the network between the orchestrator and the host, or whether it needs a jump host.",
  };
}

function fieldOf(error: unknown, name: "level" | "code"): string {
  const value =
    typeof error === "object" && error !== null && name in error && (error as Record<string, unknown>)[name];
  return typeof value === "string" ? value : "";
}
