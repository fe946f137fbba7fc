import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Overview" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The list of jobs was here once, and its filters with it. */
const movedNames = ["state", "cursor"];

export default async function Page({ searchParams }: PageProps) {
  const query = await searchParams;
  const isMoved = movedNames.some((name) => name in query) || ("intent" in query && !("range" in query));
  if (isMoved) {
    const given = Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === "string");
    redirect(`/console/jobs?${new URLSearchParams(given)}`);
  }
  await requirePageActor({ path: "/console", query });
  return <OverviewScreen />;
}
