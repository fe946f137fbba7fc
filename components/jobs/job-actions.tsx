"use client";

import { Button, Group, Stack } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ShortcutHint } from "@/components/approvals/shortcut-hint";
import { useConsoleFacts } from "@/components/console-facts";
import { isMoving } from "@/lib/client/job-states";
import type { JobView } from "@/lib/contracts/envelope";
import { CancelDialog } from "./cancel-dialog";
import { ReplayDialog } from "./replay-dialog";

type Action = "cancel" | "replay";

/** What can be done with a job, by button and by key; each asks before it does. */
export function JobActions({ job }: { job: JobView }) {
  const { mayCall } = useConsoleFacts();
  const router = useRouter();
  const [action, setAction] = useState<Action | null>(null);
  const mayCancel = mayCall && isMoving(job.state);
  const close = () => setAction(null);
  useHotkeys([
    ["C", () => mayCancel && setAction("cancel")],
    ["R", () => mayCall && setAction("replay")],
    // A dialog that is open takes the key for itself.
    ["Escape", () => action === null && router.push("/console/jobs")],
  ]);
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
