import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInScreen } from "@/components/sign-in-screen";
import { returnPath } from "@/lib/client/return-path";
import { findPageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Sign in" };

type PageProps = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function Page({ searchParams }: PageProps) {
  const { callbackUrl } = await searchParams;
  const returnTo = returnPath(String(callbackUrl ?? ""));
  if (await findPageActor()) redirect(returnTo);
  return <SignInScreen returnTo={returnTo} />;
}
