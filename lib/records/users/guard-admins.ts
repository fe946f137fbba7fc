import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import type { User } from "./find-user";

type GuardAdminsInput = { user: User; all: User[]; verb: "remove" | "change the role of" };

/** Refuses what would leave no admin, and what somebody would do to themselves, by a key of theirs too. */
export function guardAdmins({ actor }: Pick<Context, "actor">, { user, all, verb }: GuardAdminsInput): void {
  if (actor.ownerId === user.id) {
    throw new AppError({ code: "forbidden", detail: `You cannot ${verb} yourself.`, hint: "Another admin can." });
  }
  const others = all.filter(({ id, role }) => id !== user.id && role === "admin");
  if (user.role !== "admin" || others.length > 0) return;
  throw new AppError({
    code: "forbidden",
    detail: `'${user.email}' is the last admin.`,
    hint: "Make somebody else an admin first.",
  });
}
