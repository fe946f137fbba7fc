import { Paper, Text } from "@mantine/core";
import Link from "next/link";
import classes from "./attention-card.module.css";

type AttentionCardProps = {
  title: string;
  /** Undefined as long as it is not known. */
  count: number | undefined;
  isMore?: boolean;
  href: string;
  quiet: string;
};

/** One thing to look at, as a number that leads there; a calm line when there is nothing. */
export function AttentionCard({ title, count, isMore = false, href, quiet }: AttentionCardProps) {
  const isLoud = count !== undefined && count > 0;
  return (
    <Paper withBorder p="sm" className={classes.card} data-loud={isLoud || undefined}>
      <Text size="sm" c="dimmed">
        {isLoud ? (
          <Link href={href} className={classes.link}>
            {title}
          </Link>
        ) : (
          title
        )}
      </Text>
      <Text className={classes.count}>
        {count === undefined ? "–" : count.toLocaleString("en")}
        {isMore && "+"}
      </Text>
      <Text size="xs" c="dimmed" className={classes.quiet}>
        {isLoud ? "Show them" : count === 0 ? quiet : " "}
      </Text>
    </Paper>
  );
}
