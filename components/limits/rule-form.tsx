"use client";

import { Stack, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useValues } from "@/components/forms/use-values";
import { LineField } from "@/components/forms/value-fields";
import { ValuesForm } from "@/components/forms/values-form";
import { say } from "@/components/notices/say";
import { rulesQuery, saveRule } from "@/lib/client/limit-queries";
import { ruleRequest, ruleValues } from "@/lib/client/rule-form";
import type { IntentRule } from "@/lib/contracts/intent-rule";
import { limitsHref, ruleHref } from "./limits-place";
import { RuleFields } from "./rule-fields";

type RuleFormProps = { rule: IntentRule | null; currency: string };

/** Makes a rule, or changes its limits and its price; whether it stops anything is for its switch to say. */
export function RuleForm({ rule, currency }: RuleFormProps) {
  const router = useRouter();
  const client = useQueryClient();
  const form = useValues(ruleValues(rule));
  const saving = useMutation({
    mutationFn: () => saveRule(ruleRequest(form.values)),
    meta: { done: "Saved." },
    onSuccess: async ({ pattern, note }) => {
      if (note) say({ text: note, kind: "failed" });
      await client.invalidateQueries({ queryKey: rulesQuery().queryKey });
      if (!rule) router.push(ruleHref(pattern));
    },
  });
  return (
    <Stack gap="lg">
      {!rule && (
        <Title order={1} size="h2">
          Add a rule
        </Title>
      )}
      <ValuesForm
        form={form}
        saving={saving}
        submitLabel={rule ? "Save" : "Add it"}
        onSubmit={() => saving.mutate()}
        {...(!rule && { onCancel: () => router.push(limitsHref) })}
      >
        {!rule && (
          <LineField
            name="pattern"
            label="Intent"
            required
            placeholder="ssh.*"
            help="One intent, a family such as ssh.*, or * for all."
          />
        )}
        <RuleFields currency={currency} />
      </ValuesForm>
    </Stack>
  );
}
