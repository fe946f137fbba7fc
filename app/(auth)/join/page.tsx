import type { Metadata } from "next";
import { JoinScreen } from "@/components/sign-in/join-screen";
import { signInMethods } from "@/lib/surfaces/auth/sign-in-methods";

export const metadata: Metadata = { title: "Join" };

/** The page of an invitation's link. What it is for stands behind the #, which only the browser sees. */
export default function Page() {
  return <JoinScreen methods={signInMethods()} />;
}
