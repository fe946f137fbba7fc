"use client";

import { formatExactTime, formatRelativeTime } from "@/lib/client/format-time";
import { useNow } from "./use-now";

/** How long ago something was, kept up to date, with the exact time on hover. */
export function Moment({ iso }: { iso: string }) {
  const nowMs = useNow();
  return (
    <time dateTime={iso} title={formatExactTime(iso)}>
      {formatRelativeTime({ iso, nowMs })}
    </time>
  );
}
