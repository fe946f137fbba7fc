"use client";

import { Badge } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { waitingApprovalsQuery } from "@/lib/client/approval-queries";
import { useIconCount } from "./use-icon-count";

/** How many approvals wait for a person; the tab's title and icon say it too. Nothing when none does, or none may be seen. */
export function WaitingBadge() {
  const { data, isError } = useQuery(waitingApprovalsQuery());
  const count = data && !isError ? `${data.approvals.length}${data.next_cursor ? "+" : ""}` : "0";
  useTitlePrefix(count === "0" ? "" : `(${count}) `);
  useIconCount(count === "0" ? "" : count);
  if (count === "0") return null;
  return (
    <Badge size="sm" color="indigo.8" autoContrast aria-label={`${count} waiting`}>
      {count}
    </Badge>
  );
}

/** Keeps a prefix before the tab's title, which the framework writes anew for every page. */
function useTitlePrefix(prefix: string): void {
  useEffect(() => {
    // The document's head is the external system here.
    const apply = () => {
      // Between two pages there is no title; one made here would stay before the next page's own.
      const own = document.title.replace(/^\(\d+\+?\) /, "");
      if (own !== "" && document.title !== prefix + own) document.title = prefix + own;
    };
    apply();
    const observer = new MutationObserver(apply);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [prefix]);
}
