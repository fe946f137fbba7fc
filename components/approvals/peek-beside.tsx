"use client";

import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { RunOutcome } from "@/components/tools/run/run-outcome";
import { runIntent } from "@/lib/client/run-intent";

/** A look at the host before deciding, with a command that only reads. */
export function PeekBeside({ host }: { host: string }) {
  const [command, setCommand] = useState("uptime");
  const peeking = useMutation({
    mutationFn: () => runIntent({ intent: "ssh.exec.peek", inputs: { host, command }, mode: "agent", isAnew: false }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (command.trim() !== "" && !peeking.isPending) peeking.mutate();
  };
  return (
    <Section title={`Look at ${host} first`}>
      <form method="post" onSubmit={submit}>
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            Runs at once, as you, and takes only commands that change nothing.
          </Text>
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              label="Command that only reads"
              flex={1}
              miw={0}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              value={command}
              onChange={({ currentTarget }) => setCommand(currentTarget.value)}
              styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            />
            <Button type="submit" variant="default" loading={peeking.isPending}>
              Look
            </Button>
          </Group>
        </Stack>
      </form>
      {peeking.error && <Problem error={peeking.error} />}
      {peeking.data && <RunOutcome run={peeking.data} onAgain={() => peeking.mutate()} />}
    </Section>
  );
}
