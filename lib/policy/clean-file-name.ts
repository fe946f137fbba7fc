import { cleanText } from "@/lib/core/clean-text";

const charsMax = 120;

/** A name to store a file under, wherever it is downloaded: of one part, visible, and never empty. */
export function cleanFileName(name: string): string {
  const plain = cleanText(name.slice(0, 1_000))
    .replace(/[\\/:*?"<>|\s]+/g, "_")
    .replace(/^[._]+|[._]+$/g, "");
  return [...plain].slice(0, charsMax).join("") || "file";
}
