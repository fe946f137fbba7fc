/** Text as Slack shows it, whoever wrote it. Source: docs.slack.dev/messaging/formatting-message-text, "Escaping text". */
export function forSlack(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
