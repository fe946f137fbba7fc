import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInScreen } from "@/components/sign-in/sign-in-screen";
import { returnPath } from "@/lib/client/return-path";
import { findPageActor } from "@/lib/surfaces/auth/page-session";
import { signInMethods } from "@/lib/surfaces/auth/sign-in-methods";

export const metadata: Metadata = { title: "Sign in" };

type PageProps = { searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }> };

export default async function Page({ searchParams }: PageProps) {
  const { callbackUrl, error } = await searchParams;
  const returnTo = returnPath(String(callbackUrl ?? ""));
  if (await findPageActor()) redirect(returnTo);
  return <SignInScreen returnTo={returnTo} errorCode={error ? String(error) : null} methods={signInMethods()} />;
}
