import { AppError } from "@/lib/core/app-error";
import type { User } from "./find-user";

/** The user of that id; throws `not_found`. */
export function pickUser(all: User[], id: string): User {
  const user = all.find((one) => one.id === id);
  if (user) return user;
  throw new AppError({
    code: "not_found",
    detail: `There is no user '${id.slice(0, 100)}'.`,
    hint: "npm run user:list shows them.",
  });
}
