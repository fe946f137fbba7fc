"use client";

import { HostRuns } from "./host-runs";
import { PeekBeside } from "./peek-beside";

type HostBesideProps = { approvalId: string; host: string; mayPeek: boolean };

/** What helps to decide about a command on a host: what ran there lately, and a look at it now. */
export function HostBeside({ approvalId, host, mayPeek }: HostBesideProps) {
  return (
    <>
      <HostRuns approvalId={approvalId} host={host} />
      {mayPeek && <PeekBeside host={host} />}
    </>
  );
}
