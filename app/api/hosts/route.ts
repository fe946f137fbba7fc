import { CreateHostRequest } from "@/lib/contracts/host";
import { addHost } from "@/lib/dispatch/save-host";
import { hostEntry } from "@/lib/records/hosts/host-entry";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  const hosts = await listHosts(ctx);
  return respondBody({ hosts: hosts.map((host) => hostEntry({ host, hosts })) });
});

export const POST = endpoint(async (ctx, request) => {
  requireRight(ctx, "admin");
  return respondBody(await addHost(ctx, parseRequest(CreateHostRequest, await readJsonBody(request))), 201);
});

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
