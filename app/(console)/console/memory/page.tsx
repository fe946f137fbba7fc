import type { Metadata } from "next";
import { MemoryScreen } from "@/components/memory/memory-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Memory" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/memory", query: await searchParams });
  return <MemoryScreen />;
}
