import { say } from "./say";

/** Puts a text on the clipboard, and says whether that worked: over plain HTTP a browser has none. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say({ text: "Copied.", kind: "done" });
  } catch {
    say({ text: "This browser did not let the page copy. Select the text and copy it yourself.", kind: "failed" });
  }
}
