"use client";

import { useSearchParams } from "next/navigation";
import type { AuditFilter } from "@/lib/client/audit-queries";

/** The audit log's filter, which lives in the page's URL so that a view can be linked to and gone back to. */
export function useAuditFilter() {
  const params = useSearchParams();
  const read = (name: keyof AuditFilter) => params.get(name) || null;
  const filter: AuditFilter = {
    kind: read("kind"),
    actor: read("actor"),
    subject: read("subject"),
    from: read("from"),
    to: read("to"),
    cursor: read("cursor"),
  };
  // A new filter starts at its first page.
  const setFilter = (change: Partial<Omit<AuditFilter, "cursor">>) =>
    window.history.pushState(null, "", auditPath({ ...filter, ...change, cursor: null }));
  return { filter, setFilter };
}

/** The page of the audit log that shows a filter. */
export function auditPath(filter: Partial<AuditFilter>): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length > 0 ? `/console/audit?${new URLSearchParams(given)}` : "/console/audit";
}
