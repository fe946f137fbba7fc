"use client";

import { AdvancedFields } from "@/components/forms/advanced-fields";
import { useValue } from "@/components/forms/use-values";
import { LineField, LinesField, NumberField, PickField } from "@/components/forms/value-fields";
import type { FlowEntry } from "@/lib/contracts/flow-binding";
import { FlowAuthFields } from "./flow-auth-fields";

const same = (values: string[]) => values.map((value) => ({ value, label: value }));

/** The fields of a flow: where it is and what it does, and below them the rest with good defaults. */
export function FlowFields({ flow }: { flow: FlowEntry | null }) {
  const { value: backend } = useValue("backend");
  const isN8n = backend === "n8n";
  return (
    <>
      <LineField
        name="intent"
        label="Intent"
        required
        placeholder="gmail.triage"
        help="What callers ask for; gmail.* for a whole family."
      />
      <PickField
        name="backend"
        label="Runs in"
        data={[
          { value: "n8n", label: "n8n" },
          { value: "activepieces", label: "Activepieces" },
        ]}
      />
      <LineField
        name="target"
        label={isN8n ? "Path of the webhook" : "Id of the flow"}
        required={!isN8n}
        placeholder={isN8n ? "gmail-triage" : "ZARKWOUWKYS9hFazGxVGv"}
        help={
          isN8n
            ? "The last part of the webhook's production URL. Empty: the intent with dashes for dots."
            : "As the address of the flow's page ends."
        }
      />
      <LineField name="title" label="Title" placeholder="Sort the mail" help="A few words, for lists." />
      <LinesField
        name="description"
        label="Description"
        help="What it does and when to use it: a model chooses by this sentence."
      />
      <PickField
        name="effects"
        label="What running it changes"
        help="What must not happen twice is never tried again by itself."
        data={[
          { value: "once", label: "Something that must not happen twice" },
          { value: "idempotent", label: "Something where twice is the same as once" },
          { value: "read", label: "Nothing: it only reads" },
        ]}
      />
      <FlowAuthFields flow={flow} />
      <AdvancedFields>
        <PickField
          name="reply"
          label="When it answers"
          data={[
            { value: "sync", label: "With its result, when it is done" },
            { value: "async", label: "At once, and reports its end to its resume URL" },
          ]}
        />
        <PickField name="method" label="Method" data={same(["POST", "PUT", "PATCH", "GET", "DELETE"])} />
        <LinesField
          name="input_schema"
          label="JSON Schema of the inputs"
          isCode
          placeholder='{"type": "object", "properties": {}}'
          help="Checked before it runs, and made into the form on the tool's page. Empty takes any object."
        />
        <LinesField name="output_schema" label="JSON Schema of the result" isCode help="Empty takes anything." />
        <LinesField name="example" label="Example inputs" isCode placeholder="{}" help="Shown to whoever calls it." />
        <NumberField name="timeout_s" label="Seconds it may take" help="Empty: ORCHESTRATOR_FLOW_TIMEOUT." />
        <NumberField name="attempts_max" label="Attempts" help="In all, when it fails in a way that may pass." />
      </AdvancedFields>
    </>
  );
}
