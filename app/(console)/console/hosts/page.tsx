import type { Metadata } from "next";
import { HostsScreen } from "@/components/hosts/hosts-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Hosts" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/hosts", query: await searchParams });
  return <HostsScreen />;
}
