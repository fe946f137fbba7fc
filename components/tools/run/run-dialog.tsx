"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { CodeBlock } from "@/components/code-block";
import { Dialog } from "@/components/dialog";
import { PlainText } from "@/components/plain-text";
import { visibleJson } from "@/lib/client/visible-text";
import type { JsonObject } from "@/lib/contracts/json";
import type { ToolEntry } from "@/lib/contracts/tool";

type RunDialogProps = { tool: ToolEntry; inputs: JsonObject; onRun(): void; onClose(): void };

/** Says once more what runs, before something is changed by it. */
export function RunDialog({ tool, inputs, onRun, onClose }: RunDialogProps) {
  return (
    <Dialog onClose={onClose} title="Run this for real?" size="lg">
      <Stack>
        <Text>
          <PlainText ff="monospace" fw={600}>
            {tool.intent}
          </PlainText>{" "}
          {warnings[tool.risk]}
        </Text>
        <CodeBlock text={visibleJson(inputs)} label="Inputs to run with" />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button data-autofocus onClick={onRun} {...(tool.risk === "destructive" && { color: "red.8" })}>
            Run it
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

const warnings: Record<ToolEntry["risk"], string> = {
  low: "changes something.",
  destructive: "takes something away that cannot be had back.",
  dangerous: "may change anything on its target. A person other than you must approve it before it runs.",
};
