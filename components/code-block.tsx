"use client";

import { Box, Button, Code } from "@mantine/core";
import classes from "./code-block.module.css";
import { copyText } from "./notices/copy-text";

/** Text to read exactly and to copy. It must have gone through `visibleText` or `visibleJson` before. */
export function CodeBlock({ text, label, copyLabel = "Copy" }: { text: string; label: string; copyLabel?: string }) {
  return (
    <Box className={classes.root} role="group" aria-label={label}>
      {/* What scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <Code block className={classes.code} tabIndex={0}>
        {text}
      </Code>
      <Button className={classes.copy} size="compact-xs" variant="default" onClick={() => void copyText(text)}>
        {copyLabel}
      </Button>
    </Box>
  );
}
