import { globalState } from "./global-state";

/** Shorter ones would hide words that are none. */
const lengthMin = 8;
/** Of those that were opened meanwhile, so many of the newest; the configuration's own all stay. */
const openedMax = 400;

type Known = { configured: Set<string>; opened: Set<string> };

function known(): Known {
  return globalState("known-secrets", () => ({ configured: new Set<string>(), opened: new Set<string>() }));
}

/** Notes secrets of the configuration, which no log line shows from now on. */
export function knowSecrets(secrets: readonly (string | null | undefined)[]): void {
  for (const secret of secrets) for (const form of formsOf(secret ?? "")) known().configured.add(form);
}

/** Notes a secret that was kept sealed; of a JSON document, each text in it. */
export function knowOpened(text: string): void {
  const { opened } = known();
  for (const form of textsIn(text).flatMap(formsOf)) {
    opened.delete(form);
    opened.add(form);
  }
  for (const oldest of opened) {
    if (opened.size <= openedMax) break;
    opened.delete(oldest);
  }
}

/** The text without any secret that this process knows. */
export function hideKnownSecrets(text: string): string {
  const { configured, opened } = known();
  let shown = text;
  for (const secret of configured) if (shown.includes(secret)) shown = shown.replaceAll(secret, "[redacted:known]");
  for (const secret of opened) if (shown.includes(secret)) shown = shown.replaceAll(secret, "[redacted:known]");
  return shown;
}

/** As it is, and as JSON, an address and Basic authorization spell it. */
function formsOf(secret: string): string[] {
  if (secret.length < lengthMin) return [];
  const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
  return [...new Set([...forms, Buffer.from(secret).toString("base64")])];
}

function textsIn(text: string): string[] {
  if (!/^[[{]/.test(text)) return [text];
  try {
    const texts: string[] = [];
    JSON.parse(text, (_, value) => {
      if (typeof value === "string") texts.push(value);
      return value;
    });
    return texts;
  } catch {
    return [text];
  }
}
