"use client";

import { Anchor, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LoadingRows } from "@/components/loading-rows";
import { Problem } from "@/components/problem";
import { approvalQuery } from "@/lib/client/approval-queries";
import { ApprovalDetails } from "./approval-details";
import { approvalsPath } from "./use-approvals-filter";

const blockPx = 96;

/** One approval, for a person to read and decide. Opening it decides nothing. */
export function ApprovalScreen({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useQuery(approvalQuery(id));
  return (
    <Stack gap="lg">
      <Anchor component={Link} href={approvalsPath({ state: "waiting", cursor: null })} size="sm" w="fit-content">
        ← All that waits
      </Anchor>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading the approval" height={blockPx} />}
      {data && <ApprovalDetails key={data.approval_id} approval={data} />}
    </Stack>
  );
}
