"use client";

import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { approvalsQuery } from "@/lib/client/approval-queries";
import { approvalStateLabels } from "@/lib/client/approval-states";
import { ApprovalsEmpty } from "./approvals-empty";
import { ApprovalsList } from "./approvals-list";
import { approvalsPath, useApprovalsFilter } from "./use-approvals-filter";

const cardPx = 110;

/** What waits for a person to decide, and on demand what was decided. */
export function ApprovalsScreen() {
  const { filter, setState } = useApprovalsFilter();
  const { data, error, isPending, refetch } = useQuery(approvalsQuery(filter));
  return (
    <Stack gap="md">
      <PageHeader
        title="Approvals"
        about="What may run only after a person has read it. The list keeps itself up to date."
      >
        <NativeSelect
          label="State"
          size="sm"
          value={filter.state ?? ""}
          onChange={(event) => setState(event.currentTarget.value || null)}
          data={[
            ...Object.entries(approvalStateLabels).map(([value, label]) => ({ value, label })),
            { value: "", label: "Any state" },
          ]}
        />
      </PageHeader>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading approvals" height={cardPx} />}
      {data?.approvals.length === 0 && <ApprovalsEmpty filter={filter} />}
      {data && data.approvals.length > 0 && <ApprovalsList approvals={data.approvals} />}
      {data && (filter.cursor || data.next_cursor) && (
        <Group justify="space-between" component="nav" aria-label="Pages">
          {filter.cursor ? (
            <Button variant="default" component={Link} href={approvalsPath({ ...filter, cursor: null })}>
              Newest
            </Button>
          ) : (
            <span />
          )}
          {data.next_cursor && (
            <Button variant="default" component={Link} href={approvalsPath({ ...filter, cursor: data.next_cursor })}>
              Older
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
