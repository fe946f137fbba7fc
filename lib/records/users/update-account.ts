import { eq } from "drizzle-orm";
import type { Account, UpdateAccountRequest } from "@/lib/contracts/account";
import { users } from "@/lib/db/schema";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { changeUsers } from "./change-users";
import { getAccount } from "./get-account";
import { pickUser } from "./pick-user";
import { preferencesOf } from "./preferences-of";
import { requireUser } from "./require-user";

/** Changes how the one who asks is called and what they prefer; what is left out stays. */
export async function updateAccount(ctx: Context, { name, preferences }: UpdateAccountRequest): Promise<Account> {
  const { id } = await requireUser(ctx);
  return changeUsers(ctx, async (tx, all) => {
    const user = pickUser(all, id);
    const before = preferencesOf(user);
    const { theme = before.theme, shortcuts = before.shortcuts } = preferences ?? {};
    const next = { name: name ?? user.name, preferences: { theme, shortcuts } };
    await tx.db.update(users).set(next).where(eq(users.id, id));
    if (next.name !== user.name) {
      await appendAudit(tx, { kind: "user.name_changed", subject: id, data: { from: user.name, to: next.name } });
    }
    return getAccount(tx);
  });
}
