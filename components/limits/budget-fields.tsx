"use client";

import { useQuery } from "@tanstack/react-query";
import { useValue } from "@/components/forms/use-values";
import { LineField, NumberField, PickField } from "@/components/forms/value-fields";
import { keysQuery } from "@/lib/client/key-queries";
import { visibleText } from "@/lib/client/visible-text";

const subjects: Record<string, { label: string; placeholder: string; help: string }> = {
  namespace: { label: "Namespace", placeholder: "default", help: "That of the keys which call." },
  intent: { label: "Intent", placeholder: "gmail.*", help: "One intent, a family such as gmail.*, or * for all." },
};

/** Which key's calls; a key counts together with those that it took over from. */
function KeyField() {
  const { data } = useQuery(keysQuery({ state: "active", cursor: null }));
  const keys = (data?.keys ?? []).map(({ key_id, name, starts_with }) => ({
    value: key_id,
    label: visibleText(`${name} (${starts_with}…)`),
  }));
  const local = { value: "local", label: "Calls from this machine without a key" };
  return <PickField name="subject" label="Key" data={[{ value: "", label: "Choose one" }, ...keys, local]} />;
}

/** What a budget covers, and its amounts. */
export function BudgetFields({ isNew, currency }: { isNew: boolean; currency: string }) {
  const { value: scope } = useValue("scope");
  const subject = subjects[String(scope)];
  return (
    <>
      {isNew && (
        <>
          <PickField
            name="scope"
            label="Counts"
            data={[
              { value: "total", label: "All calls" },
              { value: "key", label: "The calls of one key" },
              { value: "namespace", label: "The calls of a namespace" },
              { value: "intent", label: "The calls of an intent or a family" },
            ]}
          />
          {scope === "key" && <KeyField />}
          {subject && <LineField name="subject" required {...subject} />}
          <PickField
            name="period"
            label="Begins anew"
            help="At midnight UTC."
            data={[
              { value: "month", label: "Every month" },
              { value: "day", label: "Every day" },
            ]}
          />
        </>
      )}
      <NumberField
        name="hard"
        label={`Refuse past (${currency})`}
        help="A call that might cost more than is left is refused. It counts from when it is made. Empty: never."
      />
      <NumberField
        name="soft"
        label={`Tell from (${currency})`}
        help="Told once a period, to the notification webhook and here. Empty: never."
      />
    </>
  );
}
