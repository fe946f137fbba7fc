import type { Metadata } from "next";
import { LimitsScreen } from "@/components/limits/limits-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Limits and budgets" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/limits", query: await searchParams });
  return <LimitsScreen />;
}
