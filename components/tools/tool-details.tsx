"use client";

import { Anchor, Group, Stack, Tabs, Text, Title } from "@mantine/core";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useMemo } from "react";
import { CodeBlock } from "@/components/code-block";
import { StopIntent } from "@/components/limits/stop-intent";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { readSchema } from "@/lib/client/schema-form/read-schema";
import { visibleJson } from "@/lib/client/visible-text";
import type { ToolEntry } from "@/lib/contracts/tool";
import { RunPanel } from "./run/run-panel";
import { ToolBadges } from "./tool-badges";
import { ToolStats } from "./tool-stats";

const ToolInputs = dynamic(() => import("./tool-inputs").then(({ ToolInputs }) => ToolInputs));
/** What an intent does, how it has been doing, a form that runs it, and its schemas. */
export function ToolDetails({ tool }: { tool: ToolEntry }) {
  const form = useMemo(() => readSchema(tool.input_schema), [tool.input_schema]);
  const result = useMemo(() => readSchema(tool.output_schema), [tool.output_schema]);
  return (
    <>
      <Stack gap={6}>
        <Group gap="md">
          <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
            <PlainText ff="monospace">{tool.intent}</PlainText>
          </Title>
          <ToolBadges tool={tool} />
        </Group>
        <PlainText>{tool.description}</PlainText>
        <Text size="sm" c="dimmed">
          <PlainText>{tool.idempotency}</PlainText> It runs for {tool.timeout_s} s at most.{" "}
          <Anchor
            component={Link}
            href={`/console/jobs?intent=${encodeURIComponent(tool.intent)}`}
            inherit
            underline="always"
          >
            Its jobs
          </Anchor>
        </Text>
      </Stack>
      <StopIntent intent={tool.intent} />
      <ToolStats intent={tool.intent} />
      <RunPanel tool={tool} form={form} />
      <Section title="Reference">
        <Tabs defaultValue="inputs" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="inputs">Inputs</Tabs.Tab>
            <Tabs.Tab value="result">Result</Tabs.Tab>
            <Tabs.Tab value="schema">JSON Schema</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="inputs" pt="xs">
            <ToolInputs form={form} label={`Inputs of ${tool.intent}`} />
          </Tabs.Panel>
          <Tabs.Panel value="result" pt="xs">
            <ToolInputs form={result} label={`Result of ${tool.intent}`} />
          </Tabs.Panel>
          <Tabs.Panel value="schema" pt="xs">
            <CodeBlock text={visibleJson(tool.input_schema)} label="JSON Schema of the inputs" />
          </Tabs.Panel>
        </Tabs>
      </Section>
    </>
  );
}
