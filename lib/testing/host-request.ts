import { CreateHostRequest } from "@/lib/contracts/host";
import { makeSshKey } from "./make-ssh-key";

/** A throwaway key, made once. */
const { private: privateKey } = makeSshKey();

/** What adds a host that nobody connects to. */
export function hostRequest(changes: Partial<CreateHostRequest> = {}): CreateHostRequest {
  return CreateHostRequest.parse({
    alias: "web-1",
    address: "192.0.2.5",
    user: "deploy",
    auth: { kind: "key", private_key: privateKey },
    ...changes,
  });
}
