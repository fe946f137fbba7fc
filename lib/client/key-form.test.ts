import { expect, it } from "vitest";
import { CreateKeyRequest, type KeyEntry } from "@/lib/contracts/key";
import { changedKeyRequest, keyValues, newKeyRequest } from "./key-form";

const entry: KeyEntry = {
  key_id: "key_1",
  name: "crm",
  starts_with: "ork_abcd",
  state: "active",
  caller_id: "key_1",
  replaces: null,
  replaced_by: null,
  owner: null,
  intents: ["memory.*", "system.whoami"],
  namespace: "crm",
  rights: ["approve"],
  addresses: ["10.0.0.0/8", "::1"],
  rate_per_minute: 60,
  burst: null,
  concurrent_max: 5,
  created_at: "2027-01-01T00:00:00.000Z",
  expires_at: "2027-02-01T10:20:30.456Z",
  paused_at: null,
  revoked_at: null,
  last_used_at: null,
};

it("makes a request that the server takes of a name alone", () => {
  const request = newKeyRequest({ ...keyValues(null), name: " crm " });
  expect(CreateKeyRequest.parse(request)).toMatchObject({ name: "crm", intents: ["*"], rights: [], addresses: [] });
});

it("changes nothing of a key that is left as it stands, its end's seconds least of all", () => {
  expect(changedKeyRequest(keyValues(entry), entry)).toEqual({});
});

it("sends what was changed, and takes back what was emptied", () => {
  const values = {
    ...keyValues(entry),
    intents: "memory.*",
    "rights.approve": false,
    expires_at: "",
    addresses: "10.0.0.0/8\n192.0.2.1",
    concurrent_max: "",
    rate_per_minute: "many",
  };
  expect(changedKeyRequest(values, entry)).toEqual({
    intents: ["memory.*"],
    rights: [],
    expires_at: null,
    addresses: ["10.0.0.0/8", "192.0.2.1"],
    concurrent_max: null,
    rate_per_minute: "many",
  });
});
