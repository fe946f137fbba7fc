"use client";

import { Button, Group, Text, TextInput } from "@mantine/core";
import { useDeferredValue, useMemo, useState } from "react";
import { Section } from "@/components/section";
import type { JobLogFacts } from "@/lib/client/job-log";
import { findRows } from "@/lib/client/output-rows";
import { saveText } from "@/lib/client/save-text";
import { OutputRowsView } from "./output-rows-view";

/** What a job puts out while it runs, as plain text: follows the end, can be held still, searched and taken away. */
export function JobOutput({ log, id }: { log: JobLogFacts; id: string }) {
  const { output, outputVersion, isCut, hasEnded } = log;
  const [heldAt, setHeldAt] = useState<number | null>(null);
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const search = useDeferredValue(wanted);
  const total = output.dropped + output.rows.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are one growing array, whose version says that it grew
  const rows = useMemo(
    () => output.rows.slice(0, heldAt === null ? undefined : Math.max(0, heldAt - output.dropped)),
    [output, outputVersion, heldAt],
  );
  const found = useMemo(() => findRows(rows, search), [rows, search]);
  if (total === 0 && !isCut) return null;
  const place = found.length > 0 ? at % found.length : 0;
  const step = (by: number) => setAt((place + by + found.length) % Math.max(1, found.length));
  return (
    <Section title="Output">
      <Group gap="xs" align="center">
        <TextInput
          size="xs"
          aria-label="Search the output"
          placeholder="Search the output"
          value={wanted}
          onChange={({ currentTarget }) => {
            setWanted(currentTarget.value);
            setAt(0);
          }}
          onKeyDown={({ key, shiftKey }) => key === "Enter" && step(shiftKey ? -1 : 1)}
        />
        <Text size="xs" c="dimmed" role="status" miw={70}>
          {search !== "" && (found.length > 0 ? `${place + 1} of ${found.length}` : "Not found")}
        </Text>
        {!hasEnded && (
          <Button
            size="xs"
            variant="default"
            aria-pressed={heldAt !== null}
            onClick={() => setHeldAt(heldAt === null ? total : null)}
          >
            {heldAt === null ? "Pause" : `Go on (${(total - heldAt).toLocaleString("en")} new lines)`}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => saveText({ text: output.text(), name: `${id}.txt` })}>
          Download
        </Button>
        <Text size="xs" c="dimmed">
          {total.toLocaleString("en")} {total === 1 ? "line" : "lines"}
          {output.dropped > 0 && `, of which the newest ${rows.length.toLocaleString("en")} are shown`}
          {isCut && ". More was put out than is kept"}
        </Text>
      </Group>
      <OutputRowsView
        rows={rows}
        firstNumber={output.dropped + 1}
        marked={search === "" ? null : (found[place] ?? null)}
        isFollowing={heldAt === null && !hasEnded && search === ""}
      />
    </Section>
  );
}
