"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import type { Finding as FindingFacts } from "@/lib/contracts/doctor";
import { Finding } from "./finding";

type TestSectionProps = { about: string; check(): Promise<FindingFacts> };

/** Tries a connection now, and says what came of it. */
export function TestSection({ about, check }: TestSectionProps) {
  const checking = useMutation({ mutationFn: check });
  return (
    <Section title="Test">
      <Stack gap="sm" align="flex-start">
        <Text size="sm" c="dimmed">
          {about}
        </Text>
        <Button variant="default" loading={checking.isPending} onClick={() => checking.mutate()}>
          Test it now
        </Button>
        {checking.error && <Problem error={checking.error} />}
        {checking.data && <Finding finding={checking.data} />}
      </Stack>
    </Section>
  );
}
