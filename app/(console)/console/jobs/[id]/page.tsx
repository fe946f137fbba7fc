import type { Metadata } from "next";
import { JobScreen } from "@/components/jobs/job-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Job" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await requirePageActor({ path: `/console/jobs/${id}` });
  return <JobScreen id={decodeURIComponent(id)} />;
}
