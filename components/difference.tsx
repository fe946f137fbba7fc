import { Code, VisuallyHidden } from "@mantine/core";
import { textDifference } from "@/lib/client/text-difference";
import classes from "./difference.module.css";
import exactClasses from "./exact-block.module.css";
import { ExactText } from "./exact-text";

/** What an edit takes out of a text and puts into it. */
export function Difference({ before, after }: { before: string; after: string }) {
  let at = 0;
  return (
    <Code block className={exactClasses.code ?? ""} tabIndex={0} role="group" aria-label="Before and after">
      {textDifference({ before, after }).map(({ kind, text }) => {
        at += text.length;
        const key = `${kind} ${at}`;
        if (kind === "same") return <ExactText key={key}>{text}</ExactText>;
        const Tag = kind === "removed" ? "del" : "ins";
        return (
          <Tag key={key} className={classes[kind]}>
            <VisuallyHidden component="span">{kind}: </VisuallyHidden>
            <ExactText>{text}</ExactText>
          </Tag>
        );
      })}
    </Code>
  );
}
