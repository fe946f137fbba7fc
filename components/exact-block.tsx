import { Code, Stack, Text } from "@mantine/core";
import { exactText } from "@/lib/client/exact-text";
import classes from "./exact-block.module.css";
import { ExactText } from "./exact-text";
import { PlainText } from "./plain-text";

/** The exact text of a command, whole, and under it in words what the eye would miss. */
export function ExactBlock({ text, label }: { text: string; label: string }) {
  const lines = text.split("\n").length;
  return (
    <Stack gap={4} role="group" aria-label={label}>
      {/* What scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <Code block className={classes.code} tabIndex={0}>
        <ExactText>{text}</ExactText>
      </Code>
      <Text size="xs" c="dimmed">
        {text.length.toLocaleString("en")} characters{lines > 1 && ` in ${lines} lines: read to the end`}
      </Text>
      <Warnings text={text} />
    </Stack>
  );
}

function Warnings({ text }: { text: string }) {
  const parts = exactText(text);
  const hidden = codesOf(parts.filter(({ kind }) => kind === "escape"));
  const foreign = codesOf(parts.filter(({ kind }) => kind === "foreign"));
  return (
    <>
      {hidden && (
        <PlainText size="sm" fw={600} c="var(--mantine-color-error)">
          {`Holds characters that cannot be seen or that move others, marked as escapes: ${hidden}`}
        </PlainText>
      )}
      {foreign && (
        <PlainText size="sm" fw={600}>
          {`Holds letters outside ASCII, underlined, which may only look like others: ${foreign}`}
        </PlainText>
      )}
    </>
  );
}

const codesShown = 8;

function codesOf(parts: { codes: string[] }[]): string {
  const codes = [...new Set(parts.flatMap(({ codes }) => codes))];
  const rest = codes.length - codesShown;
  return codes.slice(0, codesShown).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
