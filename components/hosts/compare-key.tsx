"use client";

import { Alert, Button, Checkbox, Paper, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { CodeBlock } from "@/components/code-block";
import problemClasses from "@/components/problem.module.css";
import type { HostEntry, ShownHostKey } from "@/lib/contracts/host";

type CompareKeyProps = {
  host: HostEntry;
  shown: ShownHostKey;
  isPending: boolean;
  onAccept(fingerprint: string): void;
};

/** The key that a host shows now, how to compare it, and the button that accepts it. */
export function CompareKey({ host, shown, isPending, onAccept }: CompareKeyProps) {
  const [isCompared, setIsCompared] = useState(false);
  if (shown.matches === true) {
    return <Text role="status">It shows the accepted key. Nothing is to be done.</Text>;
  }
  return (
    <Stack gap="sm" w="100%">
      {shown.matches === false && <KeyChanged accepted={host.host_key?.fingerprint ?? ""} />}
      <Text size="sm" fw={600}>
        {host.alias} shows this {shown.algorithm} key now:
      </Text>
      <CodeBlock text={shown.fingerprint} label="Fingerprint that the host shows" />
      <Paper withBorder p="sm">
        <Stack gap="xs">
          <Text size="sm">
            On the machine itself (its own console, or a connection that you trust already) type this, and compare the
            line of the same kind letter by letter:
          </Text>
          <CodeBlock
            text="for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done"
            label="The command that shows the keys on the machine itself"
          />
        </Stack>
      </Paper>
      <Checkbox
        label="I have compared it: the machine shows the same fingerprint"
        checked={isCompared}
        onChange={({ currentTarget }) => setIsCompared(currentTarget.checked)}
      />
      <Button
        w="fit-content"
        disabled={!isCompared}
        loading={isPending}
        {...(shown.matches === false && { color: "red.8" })}
        onClick={() => onAccept(shown.fingerprint)}
      >
        {shown.matches === false ? "Accept the new key instead" : "Accept this key"}
      </Button>
    </Stack>
  );
}

function KeyChanged({ accepted }: { accepted: string }) {
  return (
    <Alert variant="default" role="alert" title="The key has changed" classNames={{ root: problemClasses.root ?? "" }}>
      <Text size="sm">
        This is not the key that was accepted. Either the machine was set up anew, or something in between answers for
        it. Nothing runs on it until this is cleared up. Do not accept the new key unless you know why it changed.
      </Text>
      <Text size="sm" mt="xs">
        Accepted until now:
      </Text>
      <CodeBlock text={accepted} label="Fingerprint that was accepted" />
    </Alert>
  );
}
