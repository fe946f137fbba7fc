"use client";

import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useValues } from "@/components/forms/use-values";
import { ValuesForm } from "@/components/forms/values-form";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { DangerActions } from "@/components/things/danger-actions";
import { EnabledBadge } from "@/components/things/enabled-badge";
import { TestSection } from "@/components/things/test-section";
import { useThingPlace } from "@/components/things/thing-place";
import { mcpServerRequest, mcpServerValues } from "@/lib/client/mcp-server-form";
import { changeMcpServer, checkMcpServer, mcpServersQuery, removeMcpServer } from "@/lib/client/mcp-server-queries";
import type { McpServerEntry } from "@/lib/contracts/mcp-server";
import { CredentialsSection } from "./credentials-section";
import { McpServerFields } from "./mcp-server-fields";
import { McpServerNow } from "./mcp-server-now";
import { whereOf } from "./mcp-servers-list";
import { SignInSection } from "./sign-in-section";

/** One server: a test of it, a sign-in where it wants one, its settings. */
export function McpServerDetails({ server }: { server: McpServerEntry }) {
  const router = useRouter();
  const client = useQueryClient();
  const { listHref } = useThingPlace("/console/mcp");
  const refresh = () => client.invalidateQueries({ queryKey: mcpServersQuery().queryKey });
  const { name } = server;
  return (
    <Stack gap="xl">
      <Stack gap={4}>
        <Group gap="md">
          <Title order={1} size="h2">
            <PlainText ff="monospace">{name}</PlainText>
          </Title>
          <EnabledBadge isEnabled={server.enabled} />
        </Group>
        <Text size="sm" c="dimmed">
          <PlainText>{whereOf(server)}</PlainText>
        </Text>
        {server.fault && <PlainText c="var(--mantine-color-error)">{server.fault}</PlainText>}
        <Anchor
          component={Link}
          href={`/console/tools?family=${encodeURIComponent(`mcp.${name}`)}`}
          size="sm"
          w="fit-content"
        >
          Its tools
        </Anchor>
      </Stack>
      <McpServerNow server={server} />
      <TestSection about="Connects and lists its tools. None of them is called." check={() => checkMcpServer(name)} />
      {server.transport === "http" && <SignInSection name={name} />}
      {server.transport === "http" && <CredentialsSection name={name} />}
      {server.source === "file" ? (
        <Text size="sm">It stands in the file that ORCHESTRATOR_MCP_CONFIG names, and is changed there.</Text>
      ) : (
        <>
          <Section title="Settings">
            <EditMcpServer server={server} onSaved={() => void refresh()} />
          </Section>
          <DangerActions
            name={name}
            isEnabled={server.enabled}
            warning="Its settings and every credential for it are forgotten."
            setEnabled={(enabled) => changeMcpServer({ name, body: { enabled } })}
            remove={() => removeMcpServer(name)}
            onChanged={() => void refresh()}
            onRemoved={() => {
              void refresh();
              router.push(listHref);
            }}
          />
        </>
      )}
    </Stack>
  );
}

function EditMcpServer({ server, onSaved }: { server: McpServerEntry; onSaved(): void }) {
  const form = useValues(mcpServerValues(server));
  const saving = useMutation({
    mutationFn: () => changeMcpServer({ name: server.name, body: mcpServerRequest(form.values, server) }),
    meta: { done: "Saved." },
    onSuccess: () => {
      // Not kept in the page any longer than it is needed.
      form.set("env", "");
      form.set("headers", "");
      onSaved();
    },
  });
  return (
    <ValuesForm form={form} saving={saving} submitLabel="Save" onSubmit={() => saving.mutate()}>
      <McpServerFields server={server} />
    </ValuesForm>
  );
}
