"use client";

import { Table } from "@mantine/core";
import type { AuditFilter } from "@/lib/client/audit-queries";
import type { AuditEntry } from "@/lib/contracts/audit";
import { AuditRow } from "./audit-row";
import classes from "./audit-table.module.css";

/** A row an entry, which opens to show all of it; on a phone each row folds into a card. */
export function AuditTable({ entries, filter }: { entries: AuditEntry[]; filter: AuditFilter }) {
  return (
    <Table className={classes.table} verticalSpacing="xs" aria-label="Audit log">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>About</Table.Th>
          <Table.Th>When</Table.Th>
          <Table.Th className={classes.number}>Row</Table.Th>
        </Table.Tr>
      </Table.Thead>
      {entries.map((entry) => (
        <AuditRow key={entry.seq} entry={entry} filter={filter} />
      ))}
    </Table>
  );
}
