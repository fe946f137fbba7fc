"use client";

import { Anchor, Group, Table, Text } from "@mantine/core";
import Link from "next/link";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { useThingPlace } from "@/components/things/thing-place";
import { useNow } from "@/components/use-now";
import { formatDay, formatExactTime, formatTimeLeft } from "@/lib/client/format-time";
import type { KeyEntry } from "@/lib/contracts/key";
import { KeyStateBadge } from "./key-state-badge";
import { environmentKeyId, rightWords } from "./key-words";
import classes from "./keys-table.module.css";
import { PauseKey } from "./pause-key";

const soonMs = 48 * 3_600_000;

/** A row a key; on a phone each row folds into a card. */
export function KeysTable({ keys }: { keys: KeyEntry[] }) {
  return (
    <Table className={classes.table} verticalSpacing="sm" aria-label="Keys">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Key</Table.Th>
          <Table.Th>May call</Table.Th>
          <Table.Th>Namespace</Table.Th>
          <Table.Th>Last used</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th aria-label="Actions" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((entry) => (
          <KeyRow key={entry.key_id} entry={entry} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function KeyRow({ entry }: { entry: KeyEntry }) {
  const { hrefOf } = useThingPlace("/console/keys");
  const { state, key_id: id } = entry;
  const isChangeable = (state === "active" || state === "paused") && id !== environmentKeyId;
  return (
    <Table.Tr>
      <Table.Td className={classes.key}>
        <Anchor component={Link} href={hrefOf(id)} fw={600} data-row>
          <PlainText>{entry.name}</PlainText>
        </Anchor>
        <Text size="sm" c="dimmed">
          <PlainText ff="monospace">{`${entry.starts_with}…`}</PlainText>
          {entry.owner && <PlainText>{` · ${entry.owner}`}</PlainText>}
        </Text>
      </Table.Td>
      <Table.Td className={classes.scopes}>
        <PlainText ff="monospace" fz="sm">
          {entry.intents.join(", ")}
        </PlainText>
        {entry.rights.length > 0 && (
          <Text size="sm" c="dimmed">
            {entry.rights.map((right) => rightWords[right].label).join(" · ")}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.fact}>
        <span className={classes.label}>Namespace </span>
        <PlainText>{entry.namespace}</PlainText>
      </Table.Td>
      <Table.Td className={classes.fact}>
        <span className={classes.label}>Used </span>
        {entry.last_used_at === null ? "never" : <Moment iso={entry.last_used_at} />}
      </Table.Td>
      <Table.Td className={classes.state}>
        <Group gap={4}>
          <KeyStateBadge state={state} />
          <Ending entry={entry} />
        </Group>
      </Table.Td>
      <Table.Td className={classes.action}>{isChangeable && <PauseKey entry={entry} size="xs" />}</Table.Td>
    </Table.Tr>
  );
}

/** When a key that is in use ends by itself: how soon where it is soon, else the day. */
function Ending({ entry: { state, expires_at: end, replaced_by: successor } }: { entry: KeyEntry }) {
  const nowMs = useNow();
  const left = end === null ? null : formatTimeLeft({ iso: end, nowMs });
  if (end === null || left === null || state === "revoked") return null;
  return (
    <Text size="sm" c="dimmed" title={formatExactTime(end)} span>
      {successor !== null && "replaced, "}
      {Date.parse(end) - nowMs < soonMs ? `ends in ${left}` : `ends ${formatDay(end)}`}
    </Text>
  );
}
