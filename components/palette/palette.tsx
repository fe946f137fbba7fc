"use client";

import { useMantineColorScheme } from "@mantine/core";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useConsoleFacts } from "@/components/console-facts";
import { recentJobsQuery } from "@/lib/client/recent-runs-query";
import { signOut } from "@/lib/client/session";
import { toolsQuery } from "@/lib/client/tools-query";
import { visibleText } from "@/lib/client/visible-text";
import { type PaletteEntry, paletteGroups } from "./palette-groups";

const shownMax = 24;

/** Everything there is to go to or to do, by typing a part of its name. */
export function Palette({ onClose, onHelp }: { onClose(): void; onHelp(): void }) {
  const [[store, spotlight]] = useState(createSpotlight);
  const router = useRouter();
  const { isAdmin } = useConsoleFacts();
  const { toggleColorScheme } = useMantineColorScheme();
  const { data: tools } = useQuery(toolsQuery());
  const { data: recent } = useQuery(recentJobsQuery());
  useEffect(() => {
    // The palette's own store is the external system: it is closed when it is made.
    spotlight.open();
  }, [spotlight]);
  const doing: PaletteEntry[] = [
    { id: "do theme", label: "Switch between dark and light", run: toggleColorScheme },
    { id: "do help", label: "Show the keyboard help", run: onHelp },
    { id: "do leave", label: "Sign out", run: () => void signOut() },
  ];
  const [query, setQuery] = useState("");
  const groups = paletteGroups({
    tools: tools?.tools ?? [],
    jobs: recent?.jobs ?? [],
    isAdmin,
    go: router.push,
    doing,
    query,
  });
  return (
    <Spotlight
      store={store}
      shortcut={null}
      onSpotlightClose={onClose}
      query={query}
      onQueryChange={setQuery}
      highlightQuery
      limit={shownMax}
      scrollable
      maxHeight="60dvh"
      nothingFound="Nothing has this name."
      searchProps={{ placeholder: "Pages, jobs, tools, actions", "aria-label": "Search" }}
      actions={groups.map(({ group, entries }) => ({
        group,
        actions: entries.map(({ id, label, description, run }) => ({
          id,
          label: visibleText(label),
          onClick: run,
          ...(description && { description: visibleText(description) }),
        })),
      }))}
    />
  );
}
