import { hash, verify } from "@node-rs/argon2";
import { randomToken } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import { inPasswordSlot } from "./password-slots";

/**
 * Whether a password is the one of a stored hash. Takes as long where there is none (nobody of that name, or somebody
 * who signs in elsewhere only), and is false. Throws `busy`.
 */
export async function verifyPassword({ hash: stored, password }: { hash: string | null; password: string }) {
  const nobodys = await hashOfNobody();
  const isRight = await inPasswordSlot(() => verify(stored ?? nobodys, password));
  return isRight && stored !== null;
}

function hashOfNobody(): Promise<string> {
  return globalState("hash-of-nobody", () => hash(randomToken(32)));
}
