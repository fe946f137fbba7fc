import { DataList, Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { formatExactTime } from "@/lib/client/format-time";
import type { ApprovalView } from "@/lib/contracts/approval";
import { TimeLeft } from "./time-left";

/** Where it runs, who asked and when, how long there is, and how many must agree. */
export function ApprovalFacts({ approval }: { approval: ApprovalView }) {
  const { card, asked_by, state } = approval;
  return (
    <Paper withBorder p="md">
      <DataList labelWidth="7rem">
        {card.host !== null && (
          <Fact label="Host">
            <PlainText fw={600}>{card.host}</PlainText>
          </Fact>
        )}
        {card.account !== undefined && (
          <Fact label="Runs as">
            <PlainText>{card.account}</PlainText>
          </Fact>
        )}
        {card.host_key !== null && (
          <Fact label="Host's key">
            <PlainText ff="monospace" size="sm">
              {card.host_key}
            </PlainText>
          </Fact>
        )}
        <Fact label="Asked by">
          <PlainText>{asked_by.name}</PlainText> ({askerKinds[asked_by.kind]})
        </Fact>
        <Fact label="Asked">
          <Moment iso={approval.created_at} />
          <Text span size="sm" c="dimmed">
            {" · "}
            {formatExactTime(approval.created_at)}
          </Text>
        </Fact>
        {state === "waiting" && (
          <Fact label="Decide within">
            <TimeLeft iso={approval.expires_at} />
          </Fact>
        )}
        {state === "approved" && approval.run_before && (
          <Fact label="Starts within">
            <TimeLeft iso={approval.run_before} />
          </Fact>
        )}
        <Fact label="Approvals">
          {approval.approvals_given} of {approval.approvals_needed}
          {approval.four_eyes && ", four eyes: not by whoever owns the key that asked"}
        </Fact>
        <Fact label="Version">
          <PlainText ff="monospace" size="sm">
            {approval.hash.slice(0, 16)}
          </PlainText>
        </Fact>
      </DataList>
    </Paper>
  );
}

const askerKinds: Record<ApprovalView["asked_by"]["kind"], string> = {
  key: "API key",
  user: "console user",
  grant: "program that a user let in",
  local: "no key, on this machine",
  process: "this program",
};

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}
