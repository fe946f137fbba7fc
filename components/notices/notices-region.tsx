"use client";

import { Notifications } from "@mantine/notifications";
import "@mantine/notifications/styles.css";
import classes from "./notices-region.module.css";

const shownMax = 3;

/** At the top, beside what phones have at their bottom edge: the buttons that decide. */
export function NoticesRegion() {
  return <Notifications position="top-right" limit={shownMax} containerWidth={360} className={classes.region ?? ""} />;
}
