import { Badge, Code, Group, Paper } from "@mantine/core";
import { ExactText } from "@/components/exact-text";
import { PlainText } from "@/components/plain-text";
import type { ApprovalCard } from "@/lib/contracts/approval";
import partClasses from "./approval-parts.module.css";
import classes from "./approvals-list.module.css";

type Part = ApprovalCard["parts"][number];

const verdicts: Record<Part["verdict"], { label: string; color: string }> = {
  allow: { label: "Only reads", color: "teal.6" },
  approval: { label: "Needs a person", color: "yellow.6" },
  refuse: { label: "Refused by the policy", color: "red.6" },
};

/** What the parser thinks each part of the command does, in the order of the command. */
export function ApprovalParts({ parts }: { parts: Part[] }) {
  let at = 0;
  return (
    <ol className={classes.list} aria-label="Parts of the command">
      {parts.map((part) => {
        at++;
        return (
          <Paper component="li" key={at} withBorder p="sm">
            <Group gap="xs" justify="space-between">
              <Code className={partClasses.text}>
                <ExactText>{part.text}</ExactText>
              </Code>
              <Badge variant="dot" color={verdicts[part.verdict].color} tt="none" fw={600}>
                {verdicts[part.verdict].label}
              </Badge>
            </Group>
            <PlainText size="sm">{part.note}</PlainText>
          </Paper>
        );
      })}
    </ol>
  );
}
