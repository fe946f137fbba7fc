"use client";

import { Button, EmptyState, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useConsoleFacts } from "@/components/console-facts";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { auditExportPath, auditQuery } from "@/lib/client/audit-queries";
import { AuditFilters } from "./audit-filters";
import { AuditTable } from "./audit-table";
import { AuditVerify } from "./audit-verify";
import { auditPath, useAuditFilter } from "./use-audit-filter";

const rowPx = 44;

/** What was decided, refused, run and changed, newest first, and whether the record of it is whole. */
export function AuditScreen() {
  const { isAdmin } = useConsoleFacts();
  const { filter, setFilter } = useAuditFilter();
  const { data, error, isPending, refetch } = useQuery(auditQuery(filter));
  const { cursor, ...narrow } = filter;
  const isFiltered = Object.values(narrow).some((value) => value !== null);
  return (
    <Stack gap="md">
      <PageHeader
        title="Audit"
        about="Who decided, ran and changed what. Nothing here can be edited; each row seals the one before."
      >
        <Group gap="sm">
          <Button variant="default" size="sm" onClick={() => void refetch()}>
            Refresh
          </Button>
          <Button variant="default" size="sm" component="a" href={auditExportPath(filter)} download>
            Export {isFiltered ? "these" : "all"}
          </Button>
        </Group>
      </PageHeader>
      {isAdmin && <AuditVerify />}
      <AuditFilters key={auditPath(narrow)} filter={filter} setFilter={setFilter} isFiltered={isFiltered} />
      {error && (
        <Problem error={error} retry={() => void refetch()}>
          {isFiltered && (
            <Button size="xs" variant="default" component={Link} href={auditPath({})}>
              Show everything
            </Button>
          )}
        </Problem>
      )}
      {isPending && <LoadingRows label="Loading the audit log" height={rowPx} />}
      {data && !error && data.entries.length === 0 && <AuditEmpty isFiltered={isFiltered || cursor !== null} />}
      {data && !error && data.entries.length > 0 && <AuditTable entries={data.entries} filter={filter} />}
      {data && !error && (cursor || data.next_cursor) && (
        <Group justify="space-between" component="nav" aria-label="Pages">
          {cursor ? (
            <Button variant="default" component={Link} href={auditPath(narrow)}>
              Newest
            </Button>
          ) : (
            <span />
          )}
          {data.next_cursor && (
            <Button variant="default" component={Link} href={auditPath({ ...filter, cursor: data.next_cursor })}>
              Older
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

function AuditEmpty({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) {
    return (
      <EmptyState
        py="xl"
        title="Nothing is written down yet"
        description="The first command, approval, host or person that changes appears here."
      />
    );
  }
  return (
    <EmptyState py="xl" title="No row fits this view" description="Choose another kind, person or time.">
      <EmptyState.Actions>
        <Button variant="default" component={Link} href={auditPath({})}>
          Show everything
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
