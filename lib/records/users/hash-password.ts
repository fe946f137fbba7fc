import { hash } from "@node-rs/argon2";
import { inPasswordSlot } from "./password-slots";

/** The Argon2id hash of a password, to be stored. Throws `busy`. */
export function hashPassword(password: string): Promise<string> {
  return inPasswordSlot(() => hash(password));
}
