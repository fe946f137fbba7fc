import type { Metadata } from "next";
import { KeysScreen } from "@/components/keys/keys-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Keys" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  await requirePageActor({ path: "/console/keys", query: await searchParams });
  return <KeysScreen />;
}
