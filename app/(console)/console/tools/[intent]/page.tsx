import type { Metadata } from "next";
import { ToolScreen } from "@/components/tools/tool-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Tool" };

export default async function Page({ params }: { params: Promise<{ intent: string }> }) {
  const { intent } = await params;
  await requirePageActor({ path: `/console/tools/${intent}` });
  return <ToolScreen intent={decodeURIComponent(intent)} />;
}
