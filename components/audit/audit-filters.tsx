"use client";

import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import Link from "next/link";
import type { SubmitEvent } from "react";
import type { AuditFilter } from "@/lib/client/audit-queries";
import { fromLocalField, toLocalField } from "@/lib/client/local-time";
import type { AuditKind } from "@/lib/contracts/audit";
import { auditKinds } from "@/lib/contracts/audit-kinds";
import { auditPath } from "./use-audit-filter";

type AuditFiltersProps = {
  filter: AuditFilter;
  setFilter(change: Partial<Omit<AuditFilter, "cursor">>): void;
  isFiltered: boolean;
};

const families = [...new Set(auditKinds.map(familyOf))];
const kinds = [
  { value: "", label: "Any kind" },
  ...families.map((group) => ({ group, items: auditKinds.filter((kind) => familyOf(kind) === group) })),
];

/** What narrows the log. A kind takes effect when it is chosen, what is typed with Enter or the button. */
export function AuditFilters({ filter, setFilter, isFiltered }: AuditFiltersProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    setFilter({
      actor: text("actor") || null,
      subject: text("subject") || null,
      from: fromLocalField(text("from")),
      to: fromLocalField(text("to")),
    });
  };
  return (
    <form onSubmit={submit} aria-label="Filter">
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label="Kind"
          size="sm"
          data={kinds}
          value={filter.kind ?? ""}
          onChange={(event) => setFilter({ kind: event.currentTarget.value || null })}
          flex="1 1 8rem"
        />
        <TextInput
          label="Who"
          name="actor"
          size="sm"
          placeholder="name or id"
          defaultValue={filter.actor ?? ""}
          maxLength={254}
          flex="1 1 8rem"
        />
        <TextInput
          label="About"
          name="subject"
          size="sm"
          placeholder="id of a job, host, user …"
          defaultValue={filter.subject ?? ""}
          maxLength={254}
          flex="1 1 8rem"
        />
        <TextInput
          label="From"
          name="from"
          type="datetime-local"
          size="sm"
          defaultValue={toLocalField(filter.from)}
          flex="1 1 11rem"
        />
        <TextInput
          label="Before"
          name="to"
          type="datetime-local"
          size="sm"
          defaultValue={toLocalField(filter.to)}
          flex="1 1 11rem"
        />
        <Group gap="xs">
          <Button type="submit" size="sm" variant="default">
            Filter
          </Button>
          {isFiltered && (
            <Button size="sm" variant="subtle" component={Link} href={auditPath({})}>
              Clear
            </Button>
          )}
        </Group>
      </Group>
    </form>
  );
}

function familyOf(kind: AuditKind): string {
  return kind.split(".")[0] ?? "";
}
