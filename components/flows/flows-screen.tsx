"use client";

import { Anchor, Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { useThingPlace } from "@/components/things/thing-place";
import { flowsQuery } from "@/lib/client/flow-queries";
import { AddFlow } from "./add-flow";
import { FlowDetails } from "./flow-details";
import { FlowsList } from "./flows-list";

const rowPx = 64;

/** The flows that intents are bound to: the list, a new one, or one of them. */
export function FlowsScreen() {
  const { view, listHref, newHref } = useThingPlace("/console/flows");
  const { data, error, isPending, refetch } = useQuery(flowsQuery());
  const flow = view.kind === "one" ? data?.find(({ flow_id }) => flow_id === view.id) : undefined;
  return (
    <Stack gap="md">
      {view.kind === "list" ? (
        <PageHeader title="Flows" about="Intents that a workflow of n8n or Activepieces carries out.">
          {data && (
            <Button component={Link} href={newHref}>
              Add a flow
            </Button>
          )}
        </PageHeader>
      ) : (
        <Anchor component={Link} href={listHref} size="sm" w="fit-content">
          ← All flows
        </Anchor>
      )}
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading flows" height={rowPx} />}
      {data && view.kind === "list" && <FlowsList flows={data} />}
      {view.kind === "new" && data && <AddFlow />}
      {data && view.kind === "one" && !flow && <Problem error={new Error("There is no such flow any more.")} />}
      {flow && <FlowDetails key={flow.flow_id} flow={flow} />}
    </Stack>
  );
}
