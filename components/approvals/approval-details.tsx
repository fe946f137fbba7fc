"use client";

import { Group, Stack, Title } from "@mantine/core";
import { CodeBlock } from "@/components/code-block";
import { useConsoleFacts } from "@/components/console-facts";
import { ExactBlock } from "@/components/exact-block";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { otherInputs } from "@/lib/client/edit-inputs";
import { visibleJson } from "@/lib/client/visible-text";
import type { ApprovalView } from "@/lib/contracts/approval";
import { ApprovalActions } from "./approval-actions";
import { ApprovalBadge } from "./approval-badge";
import { ApprovalDecisions } from "./approval-decisions";
import { ApprovalFacts } from "./approval-facts";
import { ApprovalParts } from "./approval-parts";
import { AskersReason } from "./askers-reason";
import { HostBeside } from "./host-beside";
import { JobAfterDecision } from "./job-after-decision";

/** The card: what runs where, as exact as it is sent, who wants it and why, and what there is to decide. */
export function ApprovalDetails({ approval }: { approval: ApprovalView }) {
  const { card, state } = approval;
  const { mayApprove } = useConsoleFacts();
  const others = otherInputs(card);
  return (
    <>
      <Stack gap={4}>
        <Group gap="md">
          <Title order={1} size="h2">
            <PlainText>{card.title}</PlainText>
          </Title>
          <ApprovalBadge state={state} />
        </Group>
        <PlainText ff="monospace" size="sm" c="dimmed">
          {approval.intent}
        </PlainText>
      </Stack>
      {state !== "waiting" && <JobAfterDecision approval={approval} />}
      {card.command !== null && (
        <Section title="Command, exactly as it is sent">
          <ExactBlock text={card.command} label="Exact command" />
        </Section>
      )}
      <ApprovalFacts approval={approval} />
      <AskersReason name={approval.asked_by.name} reason={card.reason} />
      <Section title="What the policy says">
        <PlainText>{card.assessment}</PlainText>
        {card.parts.length > 0 && <ApprovalParts parts={card.parts} />}
      </Section>
      {Object.keys(others).length > 0 && (
        <Section title={card.command === null ? "Inputs" : "Other inputs"}>
          <CodeBlock text={visibleJson(others)} label="Other inputs as JSON" />
        </Section>
      )}
      {card.host !== null && (
        <HostBeside approvalId={approval.approval_id} host={card.host} mayPeek={mayApprove && state === "waiting"} />
      )}
      {approval.decisions.length > 0 && <ApprovalDecisions decisions={approval.decisions} />}
      <ApprovalActions approval={approval} />
    </>
  );
}
