"use client";

import { Button, Menu } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useConsoleFacts } from "@/components/console-facts";
import { type JobsPageFilter, jobsSearch } from "@/lib/client/job-queries";
import type { JobsAction } from "@/lib/contracts/jobs-actions";

const BulkDialog = dynamic(() => import("./bulk-dialog").then(({ BulkDialog }) => BulkDialog));
/** What can be done with all the jobs of the view: take them away as a file, cancel them, replay them. */
export function JobsMenu({ filter: { cursor: _, ...filter } }: { filter: JobsPageFilter }) {
  const { mayCall } = useConsoleFacts();
  const [action, setAction] = useState<JobsAction | null>(null);
  const exportPath = (format: string) => `/api/jobs/export?${jobsSearch({ ...filter, format })}`;
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" size="xs" rightSection="▾">
            Actions
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Every job of this view, 10,000 at most</Menu.Label>
          <Menu.Item component="a" href={exportPath("csv")} download>
            Export as CSV
          </Menu.Item>
          <Menu.Item component="a" href={exportPath("json")} download>
            Export as JSON
          </Menu.Item>
          {mayCall && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => setAction("replay")}>Replay those that ended …</Menu.Item>
              <Menu.Item onClick={() => setAction("cancel")}>Cancel those that have not …</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {action && <BulkDialog action={action} filter={filter} onClose={() => setAction(null)} />}
    </>
  );
}
