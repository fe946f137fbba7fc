"use client";

import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CodeBlock } from "@/components/code-block";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { BreakerLine } from "@/components/things/breaker-line";
import { mcpServersQuery } from "@/lib/client/mcp-server-queries";
import { visibleText } from "@/lib/client/visible-text";
import type { McpServerEntry } from "@/lib/contracts/mcp-server";
import { ConnectionFacts } from "./connection-facts";

/** How a server is just now: whether it is left alone, what it offers, and its connections of this process. */
export function McpServerNow({ server: { status } }: { server: McpServerEntry }) {
  const { dataUpdatedAt } = useQuery(mcpServersQuery());
  if (!status) return null;
  const { breaker, catalog, connections } = status;
  const words = connections.flatMap(({ stderr }) => stderr);
  return (
    <Section title="Now">
      <Stack gap="sm">
        <BreakerLine breaker={breaker} toldAtMs={dataUpdatedAt} />
        <Group gap="xs">
          <Text size="sm">
            {catalog === null ? (
              "Its tools are not known yet."
            ) : (
              <>
                {catalog.tools === 1 ? "1 tool" : `${catalog.tools} tools`}, listed <Moment iso={catalog.fetched_at} />
                {`, protocol ${visibleText(catalog.protocol_version)}`}
                {catalog.skipped.length > 0 && `; ${catalog.skipped.length} cannot be offered:`}
              </>
            )}
          </Text>
        </Group>
        {catalog?.skipped.map(({ name, reason }) => (
          <PlainText key={name} size="sm" c="dimmed">
            {`${name}: ${reason}`}
          </PlainText>
        ))}
        {connections.length === 0 && (
          <Text size="sm" c="dimmed">
            Nothing is connected: that happens at the first call.
          </Text>
        )}
        {connections.map((connection, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a connection has no name, and its row no state
          <ConnectionFacts key={at} connection={connection} />
        ))}
        {words.length > 0 && (
          <>
            <Text size="sm">The end of what it wrote to its standard error, without our credentials:</Text>
            <CodeBlock text={words.map(visibleText).join("\n")} label="The end of its standard error" />
          </>
        )}
      </Stack>
    </Section>
  );
}
