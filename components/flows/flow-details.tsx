"use client";

import { Anchor, Group, Stack, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useValues } from "@/components/forms/use-values";
import { ValuesForm } from "@/components/forms/values-form";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { DangerActions } from "@/components/things/danger-actions";
import { EnabledBadge } from "@/components/things/enabled-badge";
import { RecentRuns } from "@/components/things/recent-runs";
import { TestSection } from "@/components/things/test-section";
import { useThingPlace } from "@/components/things/thing-place";
import { toolPath } from "@/components/tools/tool-card";
import { flowRequest, flowValues } from "@/lib/client/flow-form";
import { changeFlow, checkFlow, flowsQuery, removeFlow } from "@/lib/client/flow-queries";
import type { FlowEntry } from "@/lib/contracts/flow-binding";
import { FlowFields } from "./flow-fields";

/** One flow: a test of it, its last runs, its settings. */
export function FlowDetails({ flow }: { flow: FlowEntry }) {
  const router = useRouter();
  const client = useQueryClient();
  const { listHref } = useThingPlace("/console/flows");
  const refresh = () => client.invalidateQueries({ queryKey: flowsQuery().queryKey });
  const { flow_id: id, intent } = flow;
  const isFamily = intent.endsWith(".*");
  return (
    <Stack gap="xl">
      <Stack gap={4}>
        <Group gap="md">
          <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
            <PlainText ff="monospace">{intent}</PlainText>
          </Title>
          <EnabledBadge isEnabled={flow.enabled} />
        </Group>
        <PlainText>{flow.description}</PlainText>
        {!isFamily && flow.enabled && (
          <Anchor component={Link} href={toolPath(intent)} size="sm" w="fit-content">
            Run it, with a form made from its schema
          </Anchor>
        )}
      </Stack>
      <TestSection
        about="Looks whether the flow is there and takes calls. It does not run it."
        check={() => checkFlow(id)}
      />
      {!isFamily && <RecentRuns intent={intent} />}
      <Section title="Settings">
        <EditFlow flow={flow} onSaved={() => void refresh()} />
      </Section>
      <DangerActions
        name={intent}
        isEnabled={flow.enabled}
        warning="Its settings and its secret are forgotten here. The flow itself stays where it is."
        setEnabled={(enabled) => changeFlow({ id, body: { enabled } })}
        remove={() => removeFlow(id)}
        onChanged={() => void refresh()}
        onRemoved={() => {
          void refresh();
          router.push(listHref);
        }}
      />
    </Stack>
  );
}

function EditFlow({ flow, onSaved }: { flow: FlowEntry; onSaved(): void }) {
  const form = useValues(flowValues(flow));
  const saving = useMutation({
    mutationFn: () => changeFlow({ id: flow.flow_id, body: flowRequest(form.values, flow) }),
    meta: { done: "Saved." },
    onSuccess: () => {
      // Not kept in the page any longer than it is needed.
      for (const name of ["name", "value", "username", "password", "token", "secret"]) form.set(`auth.${name}`, "");
      onSaved();
    },
  });
  return (
    <ValuesForm form={form} saving={saving} submitLabel="Save" onSubmit={() => saving.mutate()}>
      <FlowFields flow={flow} />
    </ValuesForm>
  );
}
