"use client";

import { Anchor, Group, Stack, Text } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { useThingPlace } from "@/components/things/thing-place";
import { formatExactTime } from "@/lib/client/format-time";
import type { KeyEntry } from "@/lib/contracts/key";

/** What is known of a key, beside what it may. */
export function KeyFacts({ entry }: { entry: KeyEntry }) {
  const { hrefOf } = useThingPlace("/console/keys");
  const { replaces, replaced_by: successor, last_used_at: used, expires_at: end, revoked_at: revoked } = entry;
  return (
    <Stack gap={6}>
      <Fact label="Id">
        <PlainText ff="monospace">{entry.key_id}</PlainText>
      </Fact>
      <Fact label="Starts with">
        <PlainText ff="monospace">{`${entry.starts_with}…`}</PlainText>
      </Fact>
      <Fact label="Last used">{used === null ? "never" : <When iso={used} />}</Fact>
      <Fact label="Made">
        <When iso={entry.created_at} />
        {entry.owner && <PlainText>{`, for ${entry.owner}`}</PlainText>}
      </Fact>
      {revoked === null && <Fact label="Ends">{end === null ? "never by itself" : formatExactTime(end)}</Fact>}
      {revoked !== null && (
        <Fact label="Revoked">
          <When iso={revoked} />
        </Fact>
      )}
      {replaces !== null && (
        <Fact label="Took over from">
          <Anchor component={Link} href={hrefOf(replaces)} size="sm">
            {replaces}
          </Anchor>
        </Fact>
      )}
      {successor !== null && (
        <Fact label="Replaced by">
          <Anchor component={Link} href={hrefOf(successor)} size="sm">
            {successor}
          </Anchor>
        </Fact>
      )}
      <Group gap="md" mt="xs">
        <Anchor component={Link} href={`/console/jobs?caller=${encodeURIComponent(entry.caller_id)}`} size="sm">
          Its jobs
        </Anchor>
        <Anchor component={Link} href={`/console/audit?subject=${encodeURIComponent(entry.key_id)}`} size="sm">
          Its changes
        </Anchor>
      </Group>
    </Stack>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Text size="sm" style={{ overflowWrap: "anywhere" }}>
      <Text span c="dimmed">
        {label}:
      </Text>{" "}
      {children}
    </Text>
  );
}

function When({ iso }: { iso: string }) {
  return (
    <>
      <Moment iso={iso} /> ({formatExactTime(iso)})
    </>
  );
}
