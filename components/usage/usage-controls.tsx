"use client";

import { Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import type { SubmitEvent } from "react";
import { type UsageRangeName, type UsageView, usageRanges } from "@/lib/client/usage-view";

type UsageControlsProps = { view: UsageView; show(change: Partial<UsageView>): void };

const ranges = Object.entries(usageRanges).map(([value, { label }]) => ({ value, label }));

/** The time, and what narrows it. The time takes effect when it is chosen, what is typed with Enter or the button. */
export function UsageControls({ view, show }: UsageControlsProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "").trim() || null;
    show({ intent: text("intent"), caller: text("caller") });
  };
  return (
    <form onSubmit={submit} aria-label="Filter">
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          size="sm"
          data={ranges}
          value={view.range}
          onChange={(range) => show({ range: range as UsageRangeName })}
          aria-label="Range"
        />
        <TextInput
          label="Caller"
          name="caller"
          size="sm"
          placeholder="name or id"
          defaultValue={view.caller ?? ""}
          maxLength={200}
          flex="1 1 9rem"
        />
        <TextInput
          label="Intent"
          name="intent"
          size="sm"
          placeholder="memory.write or memory.*"
          defaultValue={view.intent ?? ""}
          maxLength={128}
          flex="1 1 9rem"
        />
        <Group gap="xs">
          <Button type="submit" size="sm" variant="default">
            Filter
          </Button>
          {(view.intent || view.caller) && (
            <Button size="sm" variant="subtle" onClick={() => show({ intent: null, caller: null })}>
              Clear
            </Button>
          )}
        </Group>
      </Group>
    </form>
  );
}
