import { Group, Text } from "@mantine/core";

/** The mark and the name; app/icon.svg draws the same mark. */
export function Brand() {
  return (
    <Group gap="xs" wrap="nowrap" miw={0}>
      <svg viewBox="0 0 32 32" width={28} height={28} aria-hidden="true" style={{ flexShrink: 0 }}>
        <rect width="32" height="32" rx="8" fill="var(--mantine-color-indigo-8)" />
        <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round">
          <path d="M8 16h6" />
          <path d="M17.5 13.5 23 9" />
          <path d="M18 16h6" />
          <path d="M17.5 18.5 23 23" />
        </g>
        <circle cx="16" cy="16" r="3.6" fill="#fff" />
      </svg>
      <Text component="span" fw={650} size="lg" truncate>
        Orchestrator
      </Text>
    </Group>
  );
}
