"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { acceptHostKey, showHostKey } from "@/lib/client/host-queries";
import type { HostEntry } from "@/lib/contracts/host";
import { CompareKey } from "./compare-key";

/** The key that a host must show before anything is sent to it: look at it, compare it, accept it. */
export function HostKeySection({ host, onAccepted }: { host: HostEntry; onAccepted(): void }) {
  const { host_id: id, host_key: accepted } = host;
  const looking = useMutation({ mutationFn: () => showHostKey(id) });
  const accepting = useMutation({
    mutationFn: (fingerprint: string) => acceptHostKey({ id, fingerprint }),
    meta: { done: "The key is accepted." },
    onSuccess: () => {
      looking.reset();
      onAccepted();
    },
    // What it shows now is something else than what was compared.
    onError: () => looking.reset(),
  });
  const look = () => {
    accepting.reset();
    looking.mutate();
  };
  return (
    <Section title="Its key">
      <Stack gap="sm" align="flex-start">
        {accepted === null ? (
          <Text size="sm">
            A machine proves by its key that it is the one you mean. Look at the key that it shows now, compare it with
            what you read on the machine itself, and accept it. Until then nothing runs on it.
          </Text>
        ) : (
          <Text size="sm">
            Accepted: <PlainText ff="monospace">{`${accepted.fingerprint} (${accepted.algorithm})`}</PlainText>
          </Text>
        )}
        {accepting.isSuccess && (
          <Text size="sm" role="status" fw={600}>
            The key is accepted. Test the host next.
          </Text>
        )}
        <Button variant={accepted === null ? "filled" : "default"} loading={looking.isPending} onClick={look}>
          {accepted === null ? "Look at its key" : "Compare with the key it shows now"}
        </Button>
        {(looking.error ?? accepting.error) && <Problem error={(looking.error ?? accepting.error) as Error} />}
        {looking.data && (
          <CompareKey
            host={host}
            shown={looking.data}
            isPending={accepting.isPending}
            onAccept={(fingerprint) => accepting.mutate(fingerprint)}
          />
        )}
      </Stack>
    </Section>
  );
}
