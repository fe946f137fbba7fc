"use client";

import { useMutation } from "@tanstack/react-query";
import { useValues } from "@/components/forms/use-values";
import { ValuesForm } from "@/components/forms/values-form";
import { hostRequest, hostValues } from "@/lib/client/host-form";
import { changeHost } from "@/lib/client/host-queries";
import type { HostEntry } from "@/lib/contracts/host";
import { HostFields } from "./host-fields";

type EditHostProps = { host: HostEntry; hosts: HostEntry[]; onSaved(): void };

export function EditHost({ host, hosts, onSaved }: EditHostProps) {
  const form = useValues(hostValues(host));
  const saving = useMutation({
    mutationFn: () => changeHost({ id: host.host_id, body: hostRequest(form.values, host) }),
    meta: { done: "Saved." },
    onSuccess: () => {
      // Not kept in the page any longer than it is needed.
      form.set("auth.private_key", "");
      form.set("auth.passphrase", "");
      onSaved();
    },
  });
  return (
    <ValuesForm form={form} saving={saving} submitLabel="Save" onSubmit={() => saving.mutate()}>
      <HostFields host={host} hosts={hosts} />
    </ValuesForm>
  );
}
