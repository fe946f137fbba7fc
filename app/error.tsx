"use client";

import { BrokenScreen } from "@/components/broken-screen";

export default function ErrorPage({ reset }: { reset: () => void }) {
  return <BrokenScreen retry={reset} />;
}
