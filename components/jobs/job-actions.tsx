"use client";

import { Button, Group, Stack } from "@mantine/core";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ShortcutHint } from "@/components/approvals/shortcut-hint";
import { useConsoleFacts } from "@/components/console-facts";
import { usePageKeys } from "@/components/use-page-keys";
import { useShortcuts } from "@/components/use-shortcuts";
import { isMoving } from "@/lib/client/job-states";
import type { JobView } from "@/lib/contracts/envelope";

const ReplayDialog = dynamic(() => import("./replay-dialog").then(({ ReplayDialog }) => ReplayDialog));
const CancelDialog = dynamic(() => import("./cancel-dialog").then(({ CancelDialog }) => CancelDialog));
type Action = "cancel" | "replay";

/** What can be done with a job, by button and by key; each asks before it does. */
export function JobActions({ job }: { job: JobView }) {
  const { mayCall } = useConsoleFacts();
  const router = useRouter();
  const [action, setAction] = useState<Action | null>(null);
  const mayCancel = mayCall && isMoving(job.state);
  const close = () => setAction(null);
  useShortcuts([
    ["C", () => mayCancel && setAction("cancel")],
    ["R", () => mayCall && setAction("replay")],
  ]);
  usePageKeys([["Escape", () => router.push("/console/jobs")]]);
  return (
    <Stack gap={6} align="flex-end">
      <Group gap="xs">
        {mayCancel && (
          <Button size="xs" variant="default" onClick={() => setAction("cancel")}>
            Cancel …
          </Button>
        )}
        {mayCall && (
          <Button size="xs" variant="default" onClick={() => setAction("replay")}>
            Replay …
          </Button>
        )}
      </Group>
      <ShortcutHint keys={{ ...(mayCancel && { C: "cancel" }), ...(mayCall && { R: "replay" }), Esc: "all jobs" }} />
      {action === "cancel" && <CancelDialog job={job} onClose={close} />}
      {action === "replay" && <ReplayDialog job={job} onClose={close} />}
    </Stack>
  );
}
