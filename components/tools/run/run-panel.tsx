"use client";

import { Button, Group, Kbd, Stack, Text } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { ApiError } from "@/lib/client/api-error";
import { runIntent } from "@/lib/client/run-intent";
import type { GroupField } from "@/lib/client/schema-form/form-field";
import type { JsonObject } from "@/lib/contracts/json";
import type { ToolEntry } from "@/lib/contracts/tool";
import { CallSnippets } from "./call-snippets";
import { InputsEditor } from "./inputs-editor";
import { RunOutcome } from "./run-outcome";
import { useInputsDraft } from "./use-inputs-draft";

const RunDialog = dynamic(() => import("./run-dialog").then(({ RunDialog }) => RunDialog));

/** A form made from an intent's schema that runs it, what came of it, and the same call as code. */
export function RunPanel({ tool, form }: { tool: ToolEntry; form: GroupField }) {
  const draft = useInputsDraft(form);
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ inputs: JsonObject; isAnew: boolean } | null>(null);
  const [hasTried, setHasTried] = useState(false);
  const running = useMutation({
    mutationFn: (call: { inputs: JsonObject; isAnew: boolean }) =>
      runIntent({ intent: tool.intent, mode: tool.mode, ...call }),
    onSettled: () => void client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const start = (isAnew: boolean) => {
    setHasTried(true);
    const { inputs, faults } = draft;
    if (!inputs || faults.length > 0 || running.isPending) return;
    if (tool.effects === "read") running.mutate({ inputs, isAnew });
    else setAsked({ inputs, isAnew });
  };
  const refused = running.error instanceof ApiError ? running.error.errors : [];
  const errors = hasTried && draft.faults.length > 0 ? draft.faults : refused;
  return (
    <>
      <Section title="Run it">
        <Stack gap="sm" onKeyDown={getHotkeyHandler([["mod+Enter", () => start(false)]])}>
          <InputsEditor form={form} draft={draft} errors={errors} example={tool.example.inputs} />
          <Group gap="sm">
            <Button loading={running.isPending} onClick={() => start(false)}>
              {tool.effects === "read" ? "Run" : "Run …"}
            </Button>
            <Text size="xs" c="dimmed" visibleFrom="sm">
              <Kbd size="xs">Ctrl</Kbd> + <Kbd size="xs">Enter</Kbd> in a field
            </Text>
          </Group>
        </Stack>
        {running.error && <Problem error={running.error} />}
        {running.data && <RunOutcome run={running.data} onAgain={() => start(true)} />}
      </Section>
      <CallSnippets intent={tool.intent} inputs={draft.inputs ?? {}} />
      {asked && (
        <RunDialog
          tool={tool}
          inputs={asked.inputs}
          onClose={() => setAsked(null)}
          onRun={() => {
            running.mutate(asked);
            setAsked(null);
          }}
        />
      )}
    </>
  );
}
