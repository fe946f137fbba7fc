import { Center, Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Brand } from "@/components/brand";

/** The frame of the pages before the console: the name, one card, a line below. */
export function Door({ children, note }: { children: ReactNode; note?: string }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Center>
          <Brand />
        </Center>
        <Paper withBorder p="lg" shadow="sm">
          {children}
        </Paper>
        {note && (
          <Text size="sm" c="dimmed" ta="center">
            {note}
          </Text>
        )}
      </Stack>
    </Center>
  );
}
