"use client";

import { type UIEvent, useEffect, useRef, useState } from "react";
import { visibleText } from "@/lib/client/visible-text";
import classes from "./output-rows-view.module.css";

type OutputRowsViewProps = {
  rows: readonly string[];
  /** The number of the first row. */
  firstNumber: number;
  /** The row to be brought into view. */
  marked: number | null;
  /** Whether the newest row is kept in view, as long as nobody scrolls away from it. */
  isFollowing: boolean;
};

const rowPx = 18;
const heightPxMax = 432;
const spareRows = 20;

/** Rows of plain text, of which only those in view are drawn, however many there are. */
export function OutputRowsView({ rows, firstNumber, marked, isFollowing }: OutputRowsViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [topPx, setTopPx] = useState(0);
  useEffect(() => {
    // The scroll position is the browser's.
    if (box.current && isFollowing && isAtEnd.current) box.current.scrollTop = rows.length * rowPx;
  }, [rows, isFollowing]);
  useEffect(() => {
    if (box.current && marked !== null) box.current.scrollTop = marked * rowPx - heightPxMax / 2;
  }, [marked]);
  const onScroll = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: UIEvent<HTMLDivElement>) => {
    isAtEnd.current = scrollTop + clientHeight >= scrollHeight - 2 * rowPx;
    setTopPx(scrollTop);
  };
  const first = Math.max(0, Math.floor(topPx / rowPx) - spareRows);
  const drawn = rows.slice(first, first + Math.ceil(heightPxMax / rowPx) + 2 * spareRows);
  return (
    // What scrolls must be reachable by keyboard (WCAG 2.1.1).
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section ref={box} className={classes.box} onScroll={onScroll} tabIndex={0} aria-label="Output">
      <div className={classes.rows} style={{ height: rows.length * rowPx }}>
        <div className={classes.drawn} style={{ transform: `translateY(${first * rowPx}px)` }}>
          {drawn.map((row, place) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its number
              key={firstNumber + first + place}
              className={classes.row}
              data-marked={first + place === marked || undefined}
              data-number={firstNumber + first + place}
            >
              {visibleText(row) || " "}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}
