import type { ReactNode } from "react";
import { ConsoleShell } from "@/components/console-shell";
import { getEnv } from "@/lib/core/env";
import { findPageActor, findPagePreferences } from "@/lib/surfaces/auth/page-session";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await findPageActor();
  // Each page sends a visitor to the sign-in page itself: only it knows where to come back to.
  if (!actor) return children;
  const { isLocalCallerAllowed } = getEnv();
  const mayApprove = actor.rights.includes("approve");
  const mayCall = actor.intents.length > 0;
  const isAdmin = actor.rights.includes("admin");
  const preferences = await findPagePreferences();
  const facts = { email: actor.name, isLocalCallerAllowed, mayApprove, mayCall, isAdmin, preferences };
  return <ConsoleShell facts={facts}>{children}</ConsoleShell>;
}
