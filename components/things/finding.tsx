import { Alert, Badge, Group, Stack } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import problemClasses from "@/components/problem.module.css";
import type { Finding as FindingFacts } from "@/lib/contracts/doctor";

const looks: Record<FindingFacts["state"], { label: string; color: string }> = {
  ok: { label: "It works", color: "teal.6" },
  warning: { label: "It works, with something to see to", color: "yellow.6" },
  failed: { label: "It does not work", color: "red.6" },
};

/** What a test came to, and what to do about it. */
export function Finding({ finding: { state, detail, fix } }: { finding: FindingFacts }) {
  return (
    <Alert
      variant="default"
      role="status"
      {...(state === "failed" && { classNames: { root: problemClasses.root ?? "" } })}
    >
      <Stack gap={4}>
        <Group>
          <Badge variant="dot" color={looks[state].color} tt="none" fw={600}>
            {looks[state].label}
          </Badge>
        </Group>
        <PlainText>{detail}</PlainText>
        {fix && <PlainText c="dimmed">{fix}</PlainText>}
      </Stack>
    </Alert>
  );
}
