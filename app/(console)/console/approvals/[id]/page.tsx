import type { Metadata } from "next";
import { ApprovalScreen } from "@/components/approvals/approval-screen";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";

export const metadata: Metadata = { title: "Approval" };

/** The page that a notification links to. Opening it decides nothing. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await requirePageActor({ path: `/console/approvals/${id}` });
  return <ApprovalScreen id={decodeURIComponent(id)} />;
}
