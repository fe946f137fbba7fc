import { type ExactPart, exactText } from "@/lib/client/exact-text";
import classes from "./exact-text.module.css";

/** Text that a machine will take literally: every character in its place, and what misleads the eye marked. */
export function ExactText({ children }: { children: string }) {
  let at = 0;
  return (
    <bdo dir="ltr">
      {exactText(children).map((part) => {
        at += part.text.length;
        return <Part key={at} part={part} />;
      })}
    </bdo>
  );
}

function Part({ part: { kind, text, codes } }: { part: ExactPart }) {
  if (kind === "plain") return text;
  return (
    <mark className={classes[kind]} title={codes.join(" ") || undefined}>
      {text}
    </mark>
  );
}
