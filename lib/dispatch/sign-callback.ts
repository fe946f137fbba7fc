import { Webhook } from "standardwebhooks";

type SignCallbackInput = { id: string; at: Date; body: string; secrets: string[] };

/**
 * The headers of a signed delivery, one signature for each secret. Source: Standard Webhooks, "Signature scheme"
 * (github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 */
export function signCallback({ id, at, body, secrets }: SignCallbackInput): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
  };
}
