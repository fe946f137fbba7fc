"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { preferencesQuery, updateAccount } from "@/lib/client/account-queries";
import type { Preferences } from "@/lib/contracts/user";
import { useConsoleFacts } from "./console-facts";

/** What the signed-in user prefers, and how it is changed: at once here, and on the server for every other machine. */
export function usePreferences() {
  const client = useQueryClient();
  const { queryKey, ...query } = preferencesQuery(useConsoleFacts().preferences);
  const { data: preferences } = useQuery({ queryKey, ...query });
  const { mutate, error } = useMutation({
    mutationFn: (change: Partial<Preferences>) => updateAccount({ preferences: change }),
    onMutate: (change) => client.setQueryData(queryKey, (old) => old && { ...old, ...change }),
    onError: () => client.invalidateQueries({ queryKey }),
  });
  return { preferences, setPreferences: mutate, error };
}
