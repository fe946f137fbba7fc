import type { Metadata } from "next";
import { McpServersScreen } from "@/components/mcp/mcp-servers-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "MCP servers" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/mcp", query: await searchParams });
  return <McpServersScreen />;
}
