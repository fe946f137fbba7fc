"use client";

import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useConsoleFacts } from "@/components/console-facts";
import { LoadingRows } from "@/components/loading-rows";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { alertsQuery } from "@/lib/client/alert-queries";
import type { AlertRule } from "@/lib/contracts/alert";
import { AlertRuleDialog } from "./alert-rule-dialog";
import { AlertRules } from "./alert-rules";
import { AlertsList } from "./alerts-list";

const rowPx = 52;

/** When operators are told, and what held so far. */
export function AlertsTab() {
  const { isAdmin } = useConsoleFacts();
  const { data, error, isPending, refetch } = useQuery(alertsQuery());
  const [edited, setEdited] = useState<AlertRule | "new" | null>(null);
  if (isPending) return <LoadingRows label="Loading the alerts" height={rowPx} />;
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  return (
    <Stack gap="xl">
      <Section title="When to tell somebody">
        <Told isTold={data.is_told} />
        <AlertRules rules={data.rules} onEdit={isAdmin ? setEdited : null} />
        {isAdmin && (
          <Group>
            <Button variant="default" size="sm" onClick={() => setEdited("new")}>
              Add a rule
            </Button>
          </Group>
        )}
      </Section>
      <Section title="Alerts so far">
        <AlertsList alerts={data.alerts} />
      </Section>
      {edited && <AlertRuleDialog rule={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </Stack>
  );
}

function Told({ isTold }: { isTold: boolean }) {
  return (
    <Text size="sm" c="dimmed">
      {isTold
        ? "The notification target is told once when a rule begins to hold, and once when that is over. "
        : "No notification target is set, so nobody is told; what holds is shown on the overview all the same. "}
      <Anchor component={Link} href="/console/settings?tab=installation" inherit underline="always">
        {isTold ? "See the target" : "How to set one"}
      </Anchor>
    </Text>
  );
}
