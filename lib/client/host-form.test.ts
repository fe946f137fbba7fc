import { expect, it } from "vitest";
import { CreateHostRequest, type HostEntry, UpdateHostRequest } from "@/lib/contracts/host";
import { hostRequest, hostValues } from "./host-form";

const host: HostEntry = {
  host_id: "host_1",
  alias: "web-1",
  address: "10.0.0.1",
  port: 2222,
  user: "deploy",
  tags: ["web", "prod"],
  jump_host: "bastion",
  connect_timeout_s: 5,
  sessions_max: 4,
  intents: ["ssh.exec.peek"],
  four_eyes: true,
  approvals_needed: 2,
  enabled: true,
  auth: { kind: "key" },
  host_key: null,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
};

it("makes what the API takes of the four things that a new host needs", () => {
  const values = {
    ...hostValues(null),
    alias: "web-1",
    address: "web-1.example.org",
    user: "deploy",
    "auth.private_key": "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----",
  };
  expect(CreateHostRequest.parse(hostRequest(values, null))).toMatchObject({
    alias: "web-1",
    port: 22,
    intents: ["ssh.*"],
    tags: [],
    auth: { kind: "key", passphrase: null },
  });
});

it("gives back a host as it is when nothing is changed, and leaves its key alone", () => {
  const request = UpdateHostRequest.parse(hostRequest(hostValues(host), host));
  const { host_id: _, auth: __, host_key: ___, created_at: ____, updated_at: _____, enabled: ______, ...rest } = host;
  expect(request).toEqual(rest);
});

it("asks for the secret of a new kind of sign-in by name", () => {
  const values = { ...hostValues(host), auth: "agent" };
  const parsed = UpdateHostRequest.safeParse(hostRequest(values, host));
  expect(parsed.error?.issues[0]?.path).toEqual(["auth", "socket"]);
});

it("hands a port that is no number to the server as it was typed", () => {
  expect(hostRequest({ ...hostValues(host), port: "ssh" }, host)).toMatchObject({ port: "ssh" });
});
