"use client";

import { Code, DataList, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadingRows } from "@/components/loading-rows";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { settingsQuery } from "@/lib/client/settings-queries";
import { NotificationTarget } from "./notification-target";

const rowPx = 72;

/** What the environment tells this installation; it is changed there, and takes effect at the next start. */
export function InstallationTab() {
  const { data, error, isPending, refetch } = useQuery(settingsQuery());
  if (isPending) return <LoadingRows label="Loading the settings" height={rowPx} />;
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  const { retention, notification, sign_in } = data;
  return (
    <Stack gap="xl" maw={720}>
      <Text size="sm" c="dimmed">
        These come from the environment of the server, or from its file <Code>.env.local</Code>. Change them there and
        start it again.
      </Text>
      <Section title="Retention">
        <Paper withBorder p="md">
          <DataList orientation="vertical">
            <Fact name="Inputs, results and output" variable="ORCHESTRATOR_RETENTION_PAYLOAD_DAYS">
              {keptFor(retention.payload_days)} After that a job still says when it ran, for whom and how it ended.
            </Fact>
            <Fact name="The jobs themselves" variable="ORCHESTRATOR_RETENTION_JOB_DAYS">
              {keptFor(retention.job_days)} Their approvals and events go with them. The audit log is kept for ever.
            </Fact>
            <Fact name="Who called what, how often" variable="ORCHESTRATOR_RETENTION_USAGE_DAYS">
              {retention.usage_days === 0 ? "Counted for ever." : `Counted for ${retention.usage_days} days.`}
            </Fact>
          </DataList>
        </Paper>
      </Section>
      <Section title="Who is told of approvals">
        <NotificationTarget target={notification?.target ?? null} />
      </Section>
      <Section title="How people sign in">
        <Paper withBorder p="md">
          <DataList orientation="vertical">
            <Fact name="Ways in" variable="AUTH_OIDC_…, AUTH_GITHUB_…">
              <PlainText>{sign_in.methods.join(", ")}</PlainText>
            </Fact>
            <Fact name="Join without an invitation" variable="AUTH_ALLOWED_DOMAINS">
              <PlainText>
                {sign_in.allowed_domains.length > 0
                  ? `Verified addresses at ${sign_in.allowed_domains.join(", ")}`
                  : "Nobody: every person is invited by an admin."}
              </PlainText>
            </Fact>
          </DataList>
        </Paper>
      </Section>
    </Stack>
  );
}

function Fact({ name, variable, children }: { name: string; variable: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{name}</DataList.ItemLabel>
      <DataList.ItemValue>
        <Text size="sm">{children}</Text>
        <Code>{variable}</Code>
      </DataList.ItemValue>
    </DataList.Item>
  );
}

function keptFor(days: number): string {
  return days === 0 ? "Kept for ever." : `Kept for ${days} ${days === 1 ? "day" : "days"} after the job has ended.`;
}
