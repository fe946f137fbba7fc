"use client";

import { useQuery } from "@tanstack/react-query";
import { callerKeysQuery } from "@/lib/client/mcp-server-queries";
import { usersQuery } from "@/lib/client/people-queries";

/** Who can have a credential of its own, and how each is named. */
export function useCallerNames() {
  const { data: keys } = useQuery(callerKeysQuery());
  const { data: people } = useQuery(usersQuery());
  const callers = [
    { id: "*", label: "All other callers" },
    ...(keys ?? []).map(({ key_id, name, starts_with }) => ({ id: key_id, label: `Key ${name} (${starts_with}…)` })),
    ...(people?.users ?? []).map(({ user_id, email }) => ({ id: user_id, label: `${email} and their keys` })),
    { id: "local", label: "The keyless local caller" },
  ];
  return { callers, nameOf: (id: string) => callers.find((caller) => caller.id === id)?.label ?? id };
}
