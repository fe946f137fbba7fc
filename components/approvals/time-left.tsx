"use client";

import { Text } from "@mantine/core";
import { useNow } from "@/components/use-now";
import { formatExactTime, formatTimeLeft } from "@/lib/client/format-time";

const shortMs = 120_000;

/** How long there still is until a deadline, counting down. */
export function TimeLeft({ iso }: { iso: string }) {
  const nowMs = useNow();
  const left = formatTimeLeft({ iso, nowMs });
  const isShort = Date.parse(iso) - nowMs < shortMs;
  return (
    <Text span inherit fw={isShort ? 700 : 400} {...(isShort && { c: "var(--mantine-color-error)" })}>
      <time dateTime={iso} title={formatExactTime(iso)} suppressHydrationWarning>
        {left ? `${left} left` : "over"}
      </time>
    </Text>
  );
}
