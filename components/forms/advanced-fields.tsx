"use client";

import { Accordion, Stack } from "@mantine/core";
import type { ReactNode } from "react";

/** Fields that a first try needs not. */
export function AdvancedFields({ label = "More settings", children }: { label?: string; children: ReactNode }) {
  return (
    <Accordion variant="contained" order={3}>
      <Accordion.Item value="more">
        <Accordion.Control>{label}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="md">{children}</Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
