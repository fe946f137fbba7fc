import type { Metadata } from "next";
import { AuditScreen } from "@/components/audit/audit-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Audit" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/audit", query: await searchParams });
  return <AuditScreen />;
}
