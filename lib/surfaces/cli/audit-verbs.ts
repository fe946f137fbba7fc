import type { AuditList, AuditQuery, AuditVerdict } from "@/lib/contracts/audit";
import { listAudit } from "@/lib/records/audit/list-audit";
import { verifyAudit } from "@/lib/records/audit/verify-audit";
import type { AdminVerb } from "./with-admin";

const list: AdminVerb<AuditQuery, AuditList> = {
  run: listAudit,
  ask: (query) => {
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]));
    return { method: "GET", path: `/audit?${new URLSearchParams(given)}` };
  },
};

const verify: AdminVerb<void, AuditVerdict> = {
  run: verifyAudit,
  ask: () => ({ method: "GET", path: "/audit/verify" }),
};

/** What the command line does with the audit log. */
export const auditVerbs = { list, verify };
