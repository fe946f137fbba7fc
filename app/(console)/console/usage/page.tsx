import type { Metadata } from "next";
import { UsageScreen } from "@/components/usage/usage-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Usage" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/usage", query: await searchParams });
  return <UsageScreen />;
}
