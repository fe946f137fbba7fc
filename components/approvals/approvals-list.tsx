"use client";

import { Code, Group, Paper, Stack, Text } from "@mantine/core";
import Link from "next/link";
import { useRef } from "react";
import { ExactText } from "@/components/exact-text";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { useShortcuts } from "@/components/use-shortcuts";
import type { ApprovalView } from "@/lib/contracts/approval";
import { ApprovalBadge } from "./approval-badge";
import classes from "./approvals-list.module.css";
import { ShortcutHint } from "./shortcut-hint";
import { TimeLeft } from "./time-left";

/** A card an approval, newest first; J and K move between them, Enter opens. */
export function ApprovalsList({ approvals }: { approvals: ApprovalView[] }) {
  const list = useRef<HTMLUListElement>(null);
  const move = (step: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const at = links.findIndex((link) => link.matches(":focus"));
    const next = at === -1 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1);
    links[next]?.focus();
  };
  useShortcuts([
    ["J", () => move(1)],
    ["K", () => move(-1)],
  ]);
  return (
    <>
      <ul className={classes.list} ref={list} aria-label="Approvals">
        {approvals.map((approval) => (
          <ApprovalRow key={approval.approval_id} approval={approval} />
        ))}
      </ul>
      <ShortcutHint keys={{ J: "next", K: "previous", Enter: "open" }} />
    </>
  );
}

function ApprovalRow({ approval }: { approval: ApprovalView }) {
  const { approval_id, card, state, asked_by, created_at, expires_at } = approval;
  return (
    <Paper component="li" withBorder p="md" className={classes.row}>
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Link href={`/console/approvals/${approval_id}`} className={classes.link} prefetch={false}>
            <PlainText fw={600}>{card.title}</PlainText>
          </Link>
          <ApprovalBadge state={state} />
        </Group>
        {card.command !== null && (
          <Code className={classes.command}>
            <ExactText>{card.command}</ExactText>
          </Code>
        )}
        <Text size="sm" c="dimmed">
          {card.host !== null && (
            <>
              on <PlainText>{card.host}</PlainText> ·{" "}
            </>
          )}
          asked by <PlainText>{asked_by.name}</PlainText> <Moment iso={created_at} />
          {state === "waiting" && (
            <>
              {" · "}
              <TimeLeft iso={expires_at} />
            </>
          )}
        </Text>
      </Stack>
    </Paper>
  );
}
