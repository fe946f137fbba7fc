import { Button, EmptyState } from "@mantine/core";
import Link from "next/link";
import { type UsageView, usagePath, usageViewOf } from "@/lib/client/usage-view";

/** Nothing in this time, or nothing that fits. */
export function UsageEmpty({ view }: { view: UsageView }) {
  const isFiltered = view.intent !== null || view.caller !== null;
  const wider = isFiltered ? { ...view, intent: null, caller: null } : usageViewOf(new URLSearchParams("range=12m"));
  return (
    <EmptyState
      py="xl"
      title={isFiltered ? "No call fits this view" : "No call in this time"}
      description={
        isFiltered
          ? "Choose another caller, intent or time."
          : "A call appears here when it has ended, or was refused. What is counted is kept for a year."
      }
    >
      <EmptyState.Actions>
        <Button variant="default" component={Link} href={usagePath(wider)}>
          {isFiltered ? "Show every call" : "Show 12 months"}
        </Button>
        <Button variant="default" component={Link} href="/console/tools">
          Try a tool
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
