import type { Commands } from "./command";
import { keyVerbs } from "./key-verbs";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run callback:*` */
export const callbackCommands: Commands = {
  usage:
    "  npm run callback:secret -- CALLER     a new secret for the callbacks of a KEY_ID, of a user's id, or of local",
  verbs: {
    secret: async ({ args: [caller], ...call }) => {
      if (!caller) throw new UsageError("Name the caller.");
      const { secret, previous_until } = await withAdmin(call, (admin) =>
        admin.do(keyVerbs.rotateCallbackSecret, caller),
      );
      const overlap = previous_until === null ? "" : ` The one before goes on signing until ${previous_until}.`;
      const text = `${secret}\n\nIt signs the callbacks of ${caller}. Keep it: it is shown only now.${overlap}`;
      return { text, exitCode: 0 };
    },
  },
};
