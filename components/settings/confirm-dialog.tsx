"use client";

import dynamic from "next/dynamic";

/** Asks once more before what cannot be taken back; its code is fetched when it is asked. */
export const ConfirmDialog = dynamic(() => import("./confirm-window").then(({ ConfirmWindow }) => ConfirmWindow));
