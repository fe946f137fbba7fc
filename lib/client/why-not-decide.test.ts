import { expect, test } from "vitest";
import type { ApprovalView } from "@/lib/contracts/approval";
import { whyNotDecide } from "./why-not-decide";

const reader = { email: "ada@example.org", mayApprove: true };
const said = { decision: "approve" as const, by: "ada@example.org", reason: "fine", at: "2026-01-01T00:00:00Z" };
const other = { ...said, by: "bob@example.org" };

function approval(more: Partial<ApprovalView>): ApprovalView {
  return {
    approval_id: "apr_1",
    job_id: "job_1",
    intent: "ssh.exec",
    state: "waiting",
    hash: "0".repeat(64),
    card: {
      title: "Run it",
      inputs: {},
      command: null,
      host: null,
      host_key: null,
      reason: null,
      assessment: "",
      parts: [],
    },
    asked_by: { kind: "key", name: "assistant" },
    four_eyes: false,
    approvals_needed: 1,
    approvals_given: 0,
    can_decide: true,
    created_at: "2026-01-01T00:00:00Z",
    expires_at: "2026-01-01T00:15:00Z",
    run_before: null,
    decisions: [],
    ...more,
  };
}

test.each<[string, Partial<ApprovalView>]>([
  ["what is open to its reader", {}],
  ["what somebody else has approved", { decisions: [{ ...other, edited: false }] }],
  [
    "what was edited after the reader's approval",
    {
      decisions: [
        { ...said, edited: false },
        { ...other, edited: true },
      ],
    },
  ],
])("nothing stands against deciding %s", (_name, more) => {
  expect(whyNotDecide({ approval: approval(more), reader })).toBeNull();
});

test.each<[string, Partial<ApprovalView>, typeof reader, string]>([
  ["an account without the right", { can_decide: false }, { ...reader, mayApprove: false }, "operator"],
  ["whoever asked", { can_decide: false, asked_by: { kind: "user", name: reader.email } }, reader, "You asked"],
  ["the owner of the key that asked", { can_decide: false, four_eyes: true }, reader, "Four eyes"],
  ["any other refusal of the server", { can_decide: false }, reader, "not among those"],
  ["who has approved already", { decisions: [{ ...said, edited: false }] }, reader, "already"],
  [
    "who has edited it",
    {
      decisions: [
        { ...other, edited: false },
        { ...said, edited: true },
      ],
    },
    reader,
    "already",
  ],
  ["what was rejected", { state: "rejected", can_decide: false }, reader, "rejected"],
  ["what expired", { state: "expired", can_decide: false }, reader, "time ran out"],
  ["what was started", { state: "used", can_decide: false }, reader, "started"],
])("it is said why not for %s", (_name, more, who, words) => {
  expect(whyNotDecide({ approval: approval(more), reader: who })).toContain(words);
});

test("a key of the same name as the reader is not the reader", () => {
  const asked = approval({ can_decide: false, asked_by: { kind: "key", name: reader.email } });
  expect(whyNotDecide({ approval: asked, reader })).not.toContain("You asked");
});
