import type { Metadata } from "next";
import { ApprovalsScreen } from "@/components/approvals/approvals-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Approvals" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/approvals", query: await searchParams });
  return <ApprovalsScreen />;
}
