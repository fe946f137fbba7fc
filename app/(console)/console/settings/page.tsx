import type { Metadata } from "next";
import { SettingsScreen } from "@/components/settings/settings-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Settings" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/settings", query: await searchParams });
  return <SettingsScreen />;
}
