import type { Metadata } from "next";
import { ToolsScreen } from "@/components/tools/tools-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Tools" };

export default async function Page() {
  await requirePageActor({ path: "/console/tools" });
  return <ToolsScreen />;
}
