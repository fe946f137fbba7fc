"use client";

import { Anchor, Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { useThingPlace } from "@/components/things/thing-place";
import { mcpServersQuery } from "@/lib/client/mcp-server-queries";
import { AddMcpServer } from "./add-mcp-server";
import { McpServerDetails } from "./mcp-server-details";
import { McpServersList } from "./mcp-servers-list";

const rowPx = 64;

/** The servers whose tools can be called here. */
export function McpServersScreen() {
  const { view, listHref, newHref } = useThingPlace("/console/mcp");
  const { data, error, isPending, refetch } = useQuery(mcpServersQuery());
  const server = view.kind === "one" ? data?.find(({ name }) => name === view.id) : undefined;
  return (
    <Stack gap="md">
      {view.kind === "list" ? (
        <PageHeader
          title="MCP servers"
          about="Programs and addresses whose tools can be called here, as mcp.NAME.TOOL."
        >
          {data && (
            <Button component={Link} href={newHref}>
              Add a server
            </Button>
          )}
        </PageHeader>
      ) : (
        <Anchor component={Link} href={listHref} size="sm" w="fit-content">
          ← All servers
        </Anchor>
      )}
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading MCP servers" height={rowPx} />}
      {data && view.kind === "list" && <McpServersList servers={data} />}
      {data && view.kind === "new" && <AddMcpServer />}
      {data && view.kind === "one" && !server && <Problem error={new Error("There is no such server any more.")} />}
      {server && <McpServerDetails key={server.name} server={server} />}
    </Stack>
  );
}
