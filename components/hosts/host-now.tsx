"use client";

import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { BreakerLine } from "@/components/things/breaker-line";
import { HostRunList } from "@/components/things/host-run-list";
import { hostNowQuery } from "@/lib/client/host-queries";

/** How a host is just now: whether it is left alone, and what ran on it lately. */
export function HostNow({ id }: { id: string }) {
  const { data, error, dataUpdatedAt } = useQuery(hostNowQuery(id));
  return (
    <>
      <Section title="Now">
        <Stack gap="sm" mih={24}>
          {error && <Problem error={error} />}
          {data && <BreakerLine breaker={data.breaker} toldAtMs={dataUpdatedAt} />}
        </Stack>
      </Section>
      <Section title="Last runs">
        <HostRunList runs={data?.runs} empty="Nothing ran on it lately." />
      </Section>
    </>
  );
}
