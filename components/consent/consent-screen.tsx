"use client";

import { Center, Paper, Stack } from "@mantine/core";
import { Brand } from "@/components/brand";
import type { Consent } from "@/lib/contracts/oauth";
import { ConsentForm } from "./consent-form";
import { ConsentRefused } from "./consent-refused";

/** Where a user lets a program in, or not. */
export function ConsentScreen({ consent }: { consent: Consent }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={480} gap="lg">
        <Center>
          <Brand />
        </Center>
        <Paper withBorder p="lg" shadow="sm">
          {consent.kind === "asked" ? <ConsentForm consent={consent} /> : <ConsentRefused {...consent} />}
        </Paper>
      </Stack>
    </Center>
  );
}
