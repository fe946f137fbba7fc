"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useValue, useValues } from "@/components/forms/use-values";
import { LineField, PickField, SecretField } from "@/components/forms/value-fields";
import { ValuesForm } from "@/components/forms/values-form";
import { mcpCredentialsQuery, putMcpCredential } from "@/lib/client/mcp-server-queries";
import { visibleText } from "@/lib/client/visible-text";
import { useCallerNames } from "./use-caller-names";

type AddCredentialProps = { name: string; onClose(): void };

/** Keeps a token or a header for one caller, in the place of what was kept for it before. */
export function AddCredential({ name, onClose }: AddCredentialProps) {
  const client = useQueryClient();
  const { callers } = useCallerNames();
  const form = useValues({ caller_id: "*", kind: "bearer", header: "", secret: "" });
  const saving = useMutation({
    mutationFn: () => putMcpCredential({ name, body: bodyOf(form.values) }),
    meta: { done: "The credential is kept." },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: mcpCredentialsQuery(name).queryKey });
      onClose();
    },
  });
  return (
    <ValuesForm form={form} saving={saving} submitLabel="Keep it" onSubmit={() => saving.mutate()} onCancel={onClose}>
      <PickField
        name="caller_id"
        label="Whose calls"
        help="What is kept for them already is replaced."
        data={callers.map(({ id, label }) => ({ value: id, label: visibleText(label) }))}
      />
      <PickField
        name="kind"
        label="What is sent"
        data={[
          { value: "bearer", label: "A bearer token" },
          { value: "header", label: "A header" },
        ]}
      />
      <HeaderField />
      <SecretField
        name="secret"
        label="Token or value"
        required
        isKept={false}
        help="It is kept encrypted and never shown again."
      />
    </ValuesForm>
  );
}

function HeaderField() {
  const { value: kind } = useValue("kind");
  return kind === "header" ? <LineField name="header" label="Header" required placeholder="X-Api-Key" /> : null;
}

function bodyOf(values: Record<string, string | boolean>) {
  const { caller_id, kind, header, secret } = values as Record<string, string>;
  const value = secret?.trim() ?? "";
  const [name, sent] = kind === "bearer" ? ["Authorization", `Bearer ${value}`] : [header?.trim() ?? "", value];
  return { caller_id: caller_id ?? "", headers: value === "" ? {} : { [name]: sent } };
}
