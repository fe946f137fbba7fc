"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useValues } from "@/components/forms/use-values";
import { ValuesForm } from "@/components/forms/values-form";
import { changedKeyRequest, keyValues } from "@/lib/client/key-form";
import { allKeys, changeKey } from "@/lib/client/key-queries";
import type { KeyEntry } from "@/lib/contracts/key";
import { KeyFields } from "./key-fields";

/** Sends what was changed here alone: what another admin changed meanwhile stays. */
export function EditKey({ entry }: { entry: KeyEntry }) {
  const client = useQueryClient();
  const [before, setBefore] = useState(entry);
  const form = useValues(keyValues(entry));
  const saving = useMutation({
    mutationFn: async () => {
      const body = changedKeyRequest(form.values, before);
      return Object.keys(body).length === 0 ? before : changeKey({ id: entry.key_id, body });
    },
    meta: { done: "Saved." },
    onSuccess: (saved) => {
      setBefore(saved);
      return client.invalidateQueries({ queryKey: allKeys });
    },
  });
  return (
    <ValuesForm form={form} saving={saving} submitLabel="Save" onSubmit={() => saving.mutate()}>
      <KeyFields />
    </ValuesForm>
  );
}
