import type { Metadata } from "next";
import { FlowsScreen } from "@/components/flows/flows-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Flows" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/flows", query: await searchParams });
  return <FlowsScreen />;
}
