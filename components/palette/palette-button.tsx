"use client";

import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import { useShortcuts } from "@/components/use-shortcuts";

const Palette = lazy(() => import("./palette").then(({ Palette }) => ({ default: Palette })));
const KeyboardHelp = lazy(() => import("./keyboard-help").then(({ KeyboardHelp }) => ({ default: KeyboardHelp })));

type Shown = "palette" | "help" | null;

/** Opens the command palette (Ctrl or Cmd and K) and the keyboard help (?); their code is fetched when they are. */
export function PaletteButton() {
  const [shown, setShown] = useState<Shown>(null);
  // While something is typed, only the palette's key counts.
  useHotkeys([["mod+K", () => setShown("palette")]], []);
  useShortcuts([
    ["shift+?", () => setShown("help")],
    ["?", () => setShown("help")],
  ]);
  const close = (what: Shown) => setShown((now) => (now === what ? null : now));
  return (
    <>
      <Button
        variant="default"
        size="sm"
        onClick={() => setShown("palette")}
        rightSection={
          <Kbd size="xs" visibleFrom="sm">
            Ctrl K
          </Kbd>
        }
      >
        Search
      </Button>
      <Suspense>
        {shown === "palette" && <Palette onClose={() => close("palette")} onHelp={() => setShown("help")} />}
        {shown === "help" && <KeyboardHelp onClose={() => close("help")} />}
      </Suspense>
    </>
  );
}
