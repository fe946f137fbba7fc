import type { Metadata } from "next";
import { ToolsScreen } from "@/components/tools/tools-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Tools" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/tools", query: await searchParams });
  return <ToolsScreen />;
}
