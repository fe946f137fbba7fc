import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AuditList, AuditVerdict } from "@/lib/contracts/audit";
import { getJson } from "./get-json";

/** The view of the audit log as it stands in the page's own URL; times in ISO 8601. */
export type AuditFilter = {
  kind: string | null;
  actor: string | null;
  subject: string | null;
  from: string | null;
  to: string | null;
  cursor: string | null;
};

const pageSize = 50;

/** A page of the audit log, newest first. It is not fetched again by itself: what is read must not move. */
export function auditQuery(filter: AuditFilter) {
  const query = queryOf({ ...filter, limit: String(pageSize) });
  return queryOptions({
    queryKey: ["audit", query],
    queryFn: ({ signal }) => getJson<AuditList>(`/api/audit?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Where the rows that fit a filter are downloaded. */
export function auditExportPath({ cursor: _, ...filter }: AuditFilter): string {
  const query = queryOf(filter);
  return `/api/audit/export${query && `?${query}`}`;
}

/** Has the server go through the whole chain. */
export function verifyAudit(): Promise<AuditVerdict> {
  return getJson<AuditVerdict>("/api/audit/verify", { signal: AbortSignal.timeout(120_000) });
}

function queryOf(values: Record<string, string | null>): string {
  return new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString();
}
