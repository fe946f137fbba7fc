"use client";

import { createContext, type ReactNode, useContext } from "react";
import { curlCommand } from "@/lib/client/curl-command";
import type { Preferences } from "@/lib/contracts/user";

/** What the server tells every console page. */
export type ConsoleFacts = {
  email: string;
  /** Whether a call from this machine needs no key. */
  isLocalCallerAllowed: boolean;
  /** Whether the account has the right to decide approvals. */
  mayApprove: boolean;
  isAdmin: boolean;
  preferences: Preferences;
  /** Whether the account may call anything: a viewer may not, nor cancel and replay what others called. */
  mayCall: boolean;
};

const loopbackNames: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];
const Facts = createContext<ConsoleFacts | null>(null);

export function ConsoleFactsProvider({ facts, children }: { facts: ConsoleFacts; children: ReactNode }) {
  return <Facts value={facts}>{children}</Facts>;
}

export function useConsoleFacts(): ConsoleFacts {
  const facts = useContext(Facts);
  if (!facts) throw new Error("A console component is rendered outside the console");
  return facts;
}

/** Where a call goes from where the reader sits, and whether it needs a key. Only for what is rendered after a fetch. */
export function useCallPlace(): { origin: string; needsKey: boolean } {
  const { isLocalCallerAllowed } = useConsoleFacts();
  const { origin, hostname } = window.location;
  return { origin, needsKey: !isLocalCallerAllowed || !loopbackNames.includes(hostname) };
}

/** The `curl` line for a call as it works from where the reader sits. Only for what is rendered after a fetch. */
export function useCurlCommand(call: Parameters<typeof curlCommand>[0]["call"]): string {
  return curlCommand({ call, ...useCallPlace() });
}
