import type { Metadata } from "next";
import { ConsentScreen } from "@/components/consent/consent-screen";
import { findPageConsent } from "@/lib/surfaces/oauth/page-consent";

export const metadata: Metadata = { title: "Let a program in" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: PageProps) {
  return <ConsentScreen consent={await findPageConsent(await searchParams)} />;
}
