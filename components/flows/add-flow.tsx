"use client";

import { Stack, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useValues } from "@/components/forms/use-values";
import { ValuesForm } from "@/components/forms/values-form";
import { useThingPlace } from "@/components/things/thing-place";
import { flowRequest, flowValues } from "@/lib/client/flow-form";
import { addFlow, flowsQuery } from "@/lib/client/flow-queries";
import { FlowFields } from "./flow-fields";

/** Binds an intent to a flow; the page of the new one tests it. */
export function AddFlow() {
  const router = useRouter();
  const client = useQueryClient();
  const { hrefOf, listHref } = useThingPlace("/console/flows");
  const form = useValues(flowValues(null));
  const saving = useMutation({
    mutationFn: () => addFlow(flowRequest(form.values, null)),
    meta: { done: "The flow is added." },
    onSuccess: async (flow) => {
      await client.invalidateQueries({ queryKey: flowsQuery().queryKey });
      router.push(hrefOf(flow.flow_id));
    },
  });
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Add a flow
      </Title>
      <ValuesForm
        form={form}
        saving={saving}
        submitLabel="Add it"
        onSubmit={() => saving.mutate()}
        onCancel={() => router.push(listHref)}
      >
        <FlowFields flow={null} />
      </ValuesForm>
    </Stack>
  );
}
