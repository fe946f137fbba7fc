import type { Metadata } from "next";
import { ProgramsScreen } from "@/components/programs/programs-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Programs" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/programs", query: await searchParams });
  return <ProgramsScreen />;
}
