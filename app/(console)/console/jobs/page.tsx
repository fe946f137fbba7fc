import type { Metadata } from "next";
import { JobsScreen } from "@/components/jobs/jobs-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Jobs" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/jobs", query: await searchParams });
  return <JobsScreen />;
}
