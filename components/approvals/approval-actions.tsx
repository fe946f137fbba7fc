"use client";

import { Button, Paper, Stack, Text } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useConsoleFacts } from "@/components/console-facts";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { useShortcuts } from "@/components/use-shortcuts";
import { whyNotDecide } from "@/lib/client/why-not-decide";
import type { ApprovalView } from "@/lib/contracts/approval";
import classes from "./approval-actions.module.css";
import { ShortcutHint } from "./shortcut-hint";
import { useDecision } from "./use-decision";

const RejectDialog = dynamic(() => import("./reject-dialog").then(({ RejectDialog }) => RejectDialog));
const EditDialog = dynamic(() => import("./edit-dialog").then(({ EditDialog }) => EditDialog));
const ApproveDialog = dynamic(() => import("./approve-dialog").then(({ ApproveDialog }) => ApproveDialog));
type Action = "approve" | "edit" | "reject";

/** What there is to decide, or why there is nothing. Every way leads through a dialog that asks for a reason. */
export function ApprovalActions({ approval }: { approval: ApprovalView }) {
  const reader = useConsoleFacts();
  const [action, setAction] = useState<Action | null>(null);
  const [hashRead, setHashRead] = useState(approval.hash);
  const decision = useDecision({
    id: approval.approval_id,
    onDecided: ({ hash }) => {
      setHashRead(hash);
      setAction(null);
    },
    onChanged: () => setAction(null),
  });
  const obstacle = whyNotDecide({ approval, reader });
  const isOpen = obstacle === null && hashRead === approval.hash;
  const start = (next: Action) => {
    if (!isOpen || action !== null) return;
    decision.reset();
    setAction(next);
  };
  useShortcuts([
    ["A", () => start("approve")],
    ["E", () => start("edit")],
    ["R", () => start("reject")],
  ]);
  const dialog = { approval, decision, onClose: () => setAction(null) };
  return (
    <>
      <Paper withBorder p="sm" shadow="sm" component="section" aria-label="Decide" className={classes.bar ?? ""}>
        {decision.isChanged && decision.error && (
          <Problem error={decision.error} title="Your decision came too late: this changed" />
        )}
        {obstacle !== null && (
          <Text role="status">
            <PlainText>{obstacle}</PlainText>
          </Text>
        )}
        {obstacle === null && !isOpen && <ChangedNotice onRead={() => setHashRead(approval.hash)} />}
        {isOpen && (
          <div className={classes.buttons}>
            <Button onClick={() => start("approve")}>Approve …</Button>
            <Button variant="default" onClick={() => start("edit")}>
              Edit first …
            </Button>
            <Button variant="default" onClick={() => start("reject")}>
              Reject …
            </Button>
          </div>
        )}
      </Paper>
      {isOpen && <ShortcutHint keys={{ A: "approve", E: "edit, then approve", R: "reject" }} />}
      {isOpen && action === "approve" && <ApproveDialog {...dialog} />}
      {isOpen && action === "edit" && <EditDialog {...dialog} />}
      {isOpen && action === "reject" && <RejectDialog {...dialog} />}
    </>
  );
}

/** Stands where the buttons were, so that nobody approves a version that they have not read. */
function ChangedNotice({ onRead }: { onRead(): void }) {
  return (
    <Stack gap="xs" align="flex-start" role="alert">
      <Text fw={600}>It changed since you opened it</Text>
      <Text>Somebody edited what would run. What is shown above is the new version.</Text>
      <Button size="xs" variant="default" onClick={onRead}>
        I have read the new version
      </Button>
    </Stack>
  );
}
