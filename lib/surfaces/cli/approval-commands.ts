import { refuseNewFolder } from "@/lib/db/refuse-new-folder";
import { approvalWebhookSecret } from "@/lib/dispatch/approval-webhook-secret";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import type { Commands } from "./command";
import { UsageError } from "./usage-error";

/** `npm run approval:*` */
export const approvalCommands: Commands = {
  usage: "  npm run approval:secret               what signs what ORCHESTRATOR_APPROVAL_WEBHOOK hears",
  verbs: {
    secret: async ({ args, env }) => {
      if (args.length > 0) throw new UsageError(`'${args[0]}' is one word too many.`);
      refuseNewFolder(env);
      const secret = approvalWebhookSecret({ secretKey: readSecretKey(env) });
      return {
        text: `${secret}\n\nStandard Webhooks, as callbacks are. It changes with the secret key alone.`,
        exitCode: 0,
      };
    },
  },
};
