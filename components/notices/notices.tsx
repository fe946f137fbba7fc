"use client";

import dynamic from "next/dynamic";

/** Where notices appear; after the page itself, which does without it. */
export const Notices = dynamic(() => import("./notices-region").then(({ NoticesRegion }) => NoticesRegion), {
  ssr: false,
});
