"use client";

import { Stack, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useValues } from "@/components/forms/use-values";
import { ValuesForm } from "@/components/forms/values-form";
import { useThingPlace } from "@/components/things/thing-place";
import { mcpServerRequest, mcpServerValues } from "@/lib/client/mcp-server-form";
import { addMcpServer, mcpServersQuery } from "@/lib/client/mcp-server-queries";
import { McpServerFields } from "./mcp-server-fields";

/** Adds a server; its own page tests it. */
export function AddMcpServer() {
  const router = useRouter();
  const client = useQueryClient();
  const { hrefOf, listHref } = useThingPlace("/console/mcp");
  const form = useValues(mcpServerValues(null));
  const saving = useMutation({
    mutationFn: () => addMcpServer(mcpServerRequest(form.values, null)),
    meta: { done: "The server is added." },
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: mcpServersQuery().queryKey });
      router.push(hrefOf(name));
    },
  });
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Add an MCP server
      </Title>
      <ValuesForm
        form={form}
        saving={saving}
        submitLabel="Add it"
        onSubmit={() => saving.mutate()}
        onCancel={() => router.push(listHref)}
      >
        <McpServerFields server={null} />
      </ValuesForm>
    </Stack>
  );
}
