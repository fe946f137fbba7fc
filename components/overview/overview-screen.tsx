"use client";

import { Stack } from "@mantine/core";
import { PageHeader } from "@/components/page-header";
import { AttentionSection } from "./attention-section";
import { StatsSection } from "./stats-section";

/** What needs a person now, and how the calls go. */
export function OverviewScreen() {
  return (
    <Stack gap="xl">
      <PageHeader title="Overview" about="What needs you now, and how the calls go." />
      <AttentionSection />
      <StatsSection />
    </Stack>
  );
}
