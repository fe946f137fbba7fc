import type { Notice } from "@/lib/client/notice";

const shownMs = 4_000;
const failedMs = 8_000;

/** Shows a notice for some seconds. The library comes with the first one, or before it when the page is idle. */
export function say({ text, kind }: Notice): void {
  void import("@mantine/notifications").then(({ notifications }) =>
    notifications.show({
      message: text,
      color: kind === "done" ? "teal.6" : "red.6",
      autoClose: kind === "done" ? shownMs : failedMs,
      role: kind === "done" ? "status" : "alert",
      withBorder: true,
      closeButtonProps: { "aria-label": "Close the notice" },
    }),
  );
}
