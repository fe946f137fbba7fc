"use client";

import { Anchor, Group, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import Link from "next/link";
import { useId, useState } from "react";
import { CodeBlock } from "@/components/code-block";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import type { AuditFilter } from "@/lib/client/audit-queries";
import { formatExactTime } from "@/lib/client/format-time";
import { visibleJson } from "@/lib/client/visible-text";
import type { AuditEntry } from "@/lib/contracts/audit";
import classes from "./audit-table.module.css";
import { auditPath } from "./use-audit-filter";

/** One entry: a line, and on demand all that was written down. */
export function AuditRow({ entry, filter }: { entry: AuditEntry; filter: AuditFilter }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const { seq, at, kind, actor, subject } = entry;
  const narrowed = (change: Partial<AuditFilter>) => auditPath({ ...filter, cursor: null, ...change });
  return (
    <Table.Tbody>
      <Table.Tr>
        <Table.Td className={classes.kind}>
          <UnstyledButton
            className={classes.opener}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setIsOpen(!isOpen)}
          >
            <span className={classes.mark} aria-hidden="true" />
            {kind}
          </UnstyledButton>
        </Table.Td>
        <Table.Td className={classes.actor}>
          <Anchor component={Link} href={narrowed({ actor: actor.id })} prefetch={false} c="inherit" inherit>
            <PlainText>{actor.name}</PlainText>
          </Anchor>
        </Table.Td>
        <Table.Td className={classes.subject}>
          <Anchor component={Link} href={narrowed({ subject })} prefetch={false} c="inherit" inherit>
            <PlainText ff="monospace">{subject}</PlainText>
          </Anchor>
        </Table.Td>
        <Table.Td className={classes.when}>
          <Moment iso={at} />
        </Table.Td>
        <Table.Td className={classes.number}>{seq}</Table.Td>
      </Table.Tr>
      <Table.Tr id={id} hidden={!isOpen}>
        <Table.Td colSpan={5} className={classes.details}>
          {isOpen && <Details entry={entry} />}
        </Table.Td>
      </Table.Tr>
    </Table.Tbody>
  );
}

function Details({ entry }: { entry: AuditEntry }) {
  const { seq, at, actor, subject, data, hash } = entry;
  const page = pageOf(subject);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {formatExactTime(at)} · {actor.kind} <PlainText ff="monospace">{actor.id}</PlainText>
      </Text>
      <CodeBlock text={visibleJson(data)} label={`Data of row ${seq} as JSON`} />
      <Group gap="md" justify="space-between">
        <Text size="xs" c="dimmed">
          Hash <PlainText ff="monospace">{hash}</PlainText>
        </Text>
        {page && (
          <Anchor component={Link} href={page.href} size="sm">
            {page.label}
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}

/** The page of what an entry is about, where there is one. */
function pageOf(subject: string): { href: string; label: string } | null {
  const [prefix] = subject.split("_");
  const id = encodeURIComponent(subject);
  if (prefix === "job") return { href: `/console/jobs/${id}`, label: "Open the job" };
  if (prefix === "apr") return { href: `/console/approvals/${id}`, label: "Open the approval" };
  if (prefix === "key") return { href: `/console/keys?id=${id}`, label: "Open the key" };
  return null;
}
