import type { Preferences } from "@/lib/contracts/user";
import type { User } from "./find-user";

/** What a user prefers, with what goes for everybody else where they have not said. */
export function preferencesOf({ preferences }: Pick<User, "preferences">): Preferences {
  return { theme: "auto", shortcuts: true, ...preferences };
}
