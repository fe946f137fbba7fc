"use client";

import { useEffect } from "react";

/** Shows a count on the tab's icon; an empty one leaves the icon as it is. */
export function useIconCount(count: string): void {
  useEffect(() => {
    if (count === "") return;
    // The document's head is the external system here. A link of our own goes last, and browsers take the last.
    const link = document.createElement("link");
    link.rel = "icon";
    link.type = "image/svg+xml";
    link.href = `data:image/svg+xml,${encodeURIComponent(iconOf(count))}`;
    document.head.append(link);
    return () => link.remove();
  }, [count]);
}

/** The mark of app/icon.svg, small, with a number on it. */
function iconOf(count: string): string {
  const text = count.length > 2 ? "9+" : count;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#3b5bdb"/><circle cx="16" cy="16" r="3.6" fill="#fff"/><path d="M8 16h6M17.5 13.5 23 9M17.5 18.5 23 23" stroke="#fff" stroke-width="2.4" stroke-linecap="round" fill="none"/><circle cx="22" cy="22" r="10" fill="#c92a2a"/><text x="22" y="27" font-family="sans-serif" font-size="${text.length > 1 ? 12 : 15}" font-weight="700" fill="#fff" text-anchor="middle">${text}</text></svg>`;
}
