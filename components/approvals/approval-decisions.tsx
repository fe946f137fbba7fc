import { Paper, Text } from "@mantine/core";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import type { ApprovalView, Decision } from "@/lib/contracts/approval";
import classes from "./approvals-list.module.css";

const words: Record<Decision, string> = { approve: "approved", reject: "rejected" };

/** Who decided what, and why. */
export function ApprovalDecisions({ decisions }: { decisions: ApprovalView["decisions"] }) {
  return (
    <Section title="Decisions">
      <ol className={classes.list}>
        {decisions.map(({ decision, by, reason, at, edited }) => (
          <Paper component="li" key={`${by} ${at}`} withBorder p="sm">
            <Text size="sm" c="dimmed">
              <PlainText fw={600}>{by}</PlainText> {edited && "edited and "}
              {words[decision]} <Moment iso={at} />
            </Text>
            <PlainText>{reason}</PlainText>
          </Paper>
        ))}
      </ol>
    </Section>
  );
}
