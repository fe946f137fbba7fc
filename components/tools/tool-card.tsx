"use client";

import { Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { CodeBlock } from "@/components/code-block";
import { useCurlCommand } from "@/components/console-facts";
import { PlainText } from "@/components/plain-text";
import type { Effects, Risk, ToolEntry } from "@/lib/contracts/tool";
import { ToolInputs } from "./tool-inputs";

const effectLabels: Record<Effects, string> = {
  read: "Reads only",
  idempotent: "Changes, safe to repeat",
  once: "Changes, must not run twice",
};

const riskLabels: Record<Risk, string> = {
  low: "Low risk",
  destructive: "Destructive",
  dangerous: "Waits for a person each time",
};

/** One intent: what it does, what running it means, its inputs, and a call to copy. */
export function ToolCard({ tool }: { tool: ToolEntry }) {
  const curl = useCurlCommand(tool.example);
  return (
    <Paper component="article" withBorder p="md" id={tool.intent}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4">
            <PlainText ff="monospace">{tool.intent}</PlainText>
          </Title>
          <Group gap="xs">
            <Badge variant="dot" tt="none" color={tool.effects === "read" ? "gray.6" : "indigo.5"}>
              {effectLabels[tool.effects]}
            </Badge>
            <Badge variant="dot" tt="none" color={tool.risk === "low" ? "gray.6" : "red.6"}>
              {riskLabels[tool.risk]}
            </Badge>
          </Group>
        </Group>
        <PlainText>{tool.description}</PlainText>
        <Text size="sm" c="dimmed">
          <PlainText>{tool.idempotency}</PlainText> Runs in {tool.mode} mode, {tool.timeout_s} s at most.
        </Text>
        <ToolInputs schema={tool.input_schema} intent={tool.intent} />
        <CodeBlock text={curl} label={`Example call of ${tool.intent}`} copyLabel="Copy as curl" />
      </Stack>
    </Paper>
  );
}
