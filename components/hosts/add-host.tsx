"use client";

import { Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useValues } from "@/components/forms/use-values";
import { ValuesForm } from "@/components/forms/values-form";
import { useThingPlace } from "@/components/things/thing-place";
import { hostRequest, hostValues } from "@/lib/client/host-form";
import { addHost, hostsQuery } from "@/lib/client/host-queries";
import type { HostEntry } from "@/lib/contracts/host";
import { HostFields } from "./host-fields";
import { HostSteps } from "./host-steps";

/** The first of the three steps to a host that commands can run on. */
export function AddHost({ hosts }: { hosts: HostEntry[] }) {
  const router = useRouter();
  const client = useQueryClient();
  const { hrefOf, listHref } = useThingPlace("/console/hosts");
  const form = useValues(hostValues(null));
  const saving = useMutation({
    mutationFn: () => addHost(hostRequest(form.values, null)),
    meta: { done: "The host is added." },
    onSuccess: async (host) => {
      await client.invalidateQueries({ queryKey: hostsQuery().queryKey });
      router.push(hrefOf(host.host_id));
    },
  });
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Add a host
      </Title>
      <HostSteps active={0} />
      <Text size="sm" c="dimmed">
        Nothing is sent to it yet. Its key is compared in the next step, and no credential goes out before that.
      </Text>
      <ValuesForm
        form={form}
        saving={saving}
        submitLabel="Add it, then look at its key"
        onSubmit={() => saving.mutate()}
        onCancel={() => router.push(listHref)}
      >
        <HostFields host={null} hosts={hosts} />
      </ValuesForm>
    </Stack>
  );
}
