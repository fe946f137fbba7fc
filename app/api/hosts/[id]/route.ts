import { UpdateHostRequest } from "@/lib/contracts/host";
import { changeHost } from "@/lib/dispatch/save-host";
import { deleteHost } from "@/lib/records/hosts/delete-host";
import { hostEntry } from "@/lib/records/hosts/host-entry";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import { pickHost } from "@/lib/records/hosts/pick-host";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  const hosts = await listHosts(ctx);
  return respondBody(hostEntry({ host: pickHost(hosts, id), hosts }));
});

export const PATCH = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const change = parseRequest(UpdateHostRequest, await readJsonBody(request));
  return respondBody(await changeHost(ctx, { id, change }));
});

export const DELETE = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await deleteHost(ctx, id));
});

export const { POST, PUT, OPTIONS } = refuseMethodsBut("GET", "PATCH", "DELETE");
