"use client";

import { Alert, Button, Group, Paper, Stack } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import { useConsoleFacts } from "@/components/console-facts";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { whyNotDecide } from "@/lib/client/why-not-decide";
import type { ApprovalView } from "@/lib/contracts/approval";
import classes from "./approval-actions.module.css";
import { ApproveDialog } from "./approve-dialog";
import { EditDialog } from "./edit-dialog";
import { RejectDialog } from "./reject-dialog";
import { ShortcutHint } from "./shortcut-hint";
import { useDecision } from "./use-decision";

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
  useHotkeys([
    ["A", () => start("approve")],
    ["E", () => start("edit")],
    ["R", () => start("reject")],
  ]);
  const dialog = { approval, decision, onClose: () => setAction(null) };
  return (
    <>
      {decision.isChanged && decision.error && (
        <Problem error={decision.error} title="It changed since you opened it" />
      )}
      {obstacle !== null && (
        <Alert variant="default" role="status">
          <PlainText>{obstacle}</PlainText>
        </Alert>
      )}
      {obstacle === null && hashRead !== approval.hash && (
        <Alert variant="default" role="alert" title="It changed since you opened it">
          <Stack gap="xs" align="flex-start">
            Somebody edited what would run. What is shown above is the new version.
            <Button size="xs" variant="default" onClick={() => setHashRead(approval.hash)}>
              I have read the new version
            </Button>
          </Stack>
        </Alert>
      )}
      {isOpen && (
        <>
          <Paper withBorder p="sm" shadow="sm" className={classes.bar ?? ""}>
            <Group gap="sm" component="section" aria-label="Decide" className={classes.buttons ?? ""}>
              <Button onClick={() => start("approve")}>Approve …</Button>
              <Button variant="default" onClick={() => start("edit")}>
                Edit, then approve …
              </Button>
              <Button variant="default" onClick={() => start("reject")}>
                Reject …
              </Button>
            </Group>
          </Paper>
          <ShortcutHint keys={{ A: "approve", E: "edit, then approve", R: "reject" }} />
        </>
      )}
      {isOpen && action === "approve" && <ApproveDialog {...dialog} />}
      {isOpen && action === "edit" && <EditDialog {...dialog} />}
      {isOpen && action === "reject" && <RejectDialog {...dialog} />}
    </>
  );
}
