import { AuditList } from "@/lib/contracts/audit";
import { CreatedKey, type CreateKeyRequest, KeyEntry } from "@/lib/contracts/key";
import type { createTestApp, Sent } from "./test-app";

type App = Awaited<ReturnType<typeof createTestApp>>;

/** What an admin does with keys by API, and what their holders then meet. */
export function createKeyOffice(app: Pick<App, "send">, admin: string) {
  const as = (key: string | undefined, sent: Sent) => app.send({ ...sent, key });
  const byAdmin = (sent: Sent) => as(admin, sent);
  return {
    as,
    byAdmin,
    isLetIn: async (key: string, headers: Record<string, string> = {}) =>
      (await as(key, { path: "/jobs", headers })).status === 200,
    create: async (request: Partial<CreateKeyRequest> = {}) =>
      CreatedKey.parse(await (await byAdmin({ path: "/keys", body: { name: "made", ...request } })).json()),
    patch: (id: string, body: unknown) => byAdmin({ method: "PATCH", path: `/keys/${id}`, body }),
    rotate: (id: string, body?: unknown) =>
      byAdmin({ method: "POST", path: `/keys/${id}/rotate`, ...(body !== undefined && { body }) }),
    revoke: (id: string) => byAdmin({ method: "DELETE", path: `/keys/${id}` }),
    entryOf: async (id: string) => KeyEntry.parse(await (await byAdmin({ path: `/keys/${id}` })).json()),
    audited: async (subject: string) =>
      AuditList.parse(await (await byAdmin({ path: `/audit?subject=${subject}` })).json()).entries,
  };
}
