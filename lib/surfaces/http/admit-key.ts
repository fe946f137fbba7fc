import { AppError } from "@/lib/core/app-error";
import { isAddressAllowed } from "@/lib/policy/is-address-allowed";
import type { Actor, Context } from "@/lib/records/context";
import type { FoundKey } from "@/lib/records/keys/find-key";
import { noteKeyUse } from "@/lib/records/keys/note-key-use";
import { senderAddress } from "./client-address";

/** Whose key was refused, as long as somebody handles the refusal: it counts as theirs. */
const holders = new WeakMap<object, Actor>();

/** The holder of a key that is good but may not be used now or from there, by the refusal; null of any other. */
export function holderOfRefused(thrown: unknown): Actor | null {
  return typeof thrown === "object" && thrown !== null ? (holders.get(thrown) ?? null) : null;
}

type AdmitKeyInput = { found: FoundKey; headers: Headers };

/** The holder of a key that may be used now, and from here. Throws `forbidden`, which says what is in the way. */
export function admitKey(ctx: Omit<Context, "actor">, { found, headers }: AdmitKeyInput): Actor {
  const refusal = addressRefusal(ctx, { found, headers }) ?? (found.isPaused ? paused(found) : null);
  if (refusal) {
    holders.set(refusal, found.actor);
    throw refusal;
  }
  noteKeyUse(ctx, found.id);
  return found.actor;
}

function paused({ id, actor }: FoundKey): AppError {
  return new AppError({
    code: "forbidden",
    detail: `The API key '${actor.name}' is paused.`,
    hint: `An admin lets it go on at /console/keys, or with: npm run key:resume -- ${id}`,
  });
}

function addressRefusal(ctx: Omit<Context, "actor">, { found, headers }: AdmitKeyInput): AppError | null {
  if (found.addresses.length === 0) return null;
  const address = senderAddress({ headers, env: ctx.env });
  if (isAddressAllowed({ address, ranges: found.addresses })) return null;
  return new AppError({
    code: "forbidden",
    detail:
      address === null
        ? "The API key may be used from certain addresses only, and where this call comes from cannot be told."
        : `The API key may not be used from ${address}.`,
    hint:
      address === null
        ? "Operators: start the server with npm start, or set ORCHESTRATOR_TRUSTED_PROXIES behind a proxy."
        : "An admin can add that address to the key. Operators: is it a proxy's? Then set ORCHESTRATOR_TRUSTED_PROXIES.",
  });
}
