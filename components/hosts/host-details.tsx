"use client";

import { Group, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { DangerActions } from "@/components/things/danger-actions";
import { EnabledBadge } from "@/components/things/enabled-badge";
import { TestSection } from "@/components/things/test-section";
import { useThingPlace } from "@/components/things/thing-place";
import { changeHost, checkHost, hostsQuery, removeHost } from "@/lib/client/host-queries";
import type { HostEntry } from "@/lib/contracts/host";
import { EditHost } from "./edit-host";
import { HostKeySection } from "./host-key-section";
import { HostNow } from "./host-now";
import { HostSteps } from "./host-steps";

/** One host: its key, a test of it, its settings. */
export function HostDetails({ host, hosts }: { host: HostEntry; hosts: HostEntry[] }) {
  const router = useRouter();
  const client = useQueryClient();
  const { listHref } = useThingPlace("/console/hosts");
  const refresh = () => client.invalidateQueries({ queryKey: hostsQuery().queryKey });
  const { host_id: id } = host;
  return (
    <Stack gap="xl">
      <Stack gap={4}>
        <Group gap="md">
          <Title order={1} size="h2">
            <PlainText ff="monospace">{host.alias}</PlainText>
          </Title>
          <EnabledBadge isEnabled={host.enabled} />
        </Group>
        <Text size="sm" c="dimmed">
          <PlainText>{`${host.user}@${host.address}:${host.port}`}</PlainText>
        </Text>
      </Stack>
      {host.host_key === null && <HostSteps active={1} />}
      <HostKeySection host={host} onAccepted={() => void refresh()} />
      {host.host_key !== null && (
        <TestSection about="Signs in and runs `true`, which does nothing." check={() => checkHost(id)} />
      )}
      {host.host_key !== null && <HostNow id={id} />}
      <Section title="Settings">
        <EditHost host={host} hosts={hosts} onSaved={() => void refresh()} />
      </Section>
      <DangerActions
        name={host.alias}
        isEnabled={host.enabled}
        warning="Its key and its settings are forgotten. Jobs that ran on it stay in the list."
        setEnabled={(enabled) => changeHost({ id, body: { enabled } })}
        remove={() => removeHost(id)}
        onChanged={() => void refresh()}
        onRemoved={() => {
          void refresh();
          router.push(listHref);
        }}
      />
    </Stack>
  );
}
