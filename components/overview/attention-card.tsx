import { Paper, Text } from "@mantine/core";
import Link from "next/link";
import classes from "./attention-card.module.css";

type AttentionCardProps = { title: string; count: number; isMore?: boolean; href: string; quiet: string };

/** One thing to look at, as a number that leads there; a calm line when there is nothing. */
export function AttentionCard({ title, count, isMore = false, href, quiet }: AttentionCardProps) {
  return (
    <Paper withBorder p="sm" className={classes.card} data-loud={count > 0 || undefined}>
      <Text size="sm" c="dimmed">
        {count > 0 ? (
          <Link href={href} className={classes.link}>
            {title}
          </Link>
        ) : (
          title
        )}
      </Text>
      <Text className={classes.count}>
        {count.toLocaleString("en")}
        {isMore && "+"}
      </Text>
      <Text size="xs" c="dimmed" className={classes.quiet}>
        {count > 0 ? " " : quiet}
      </Text>
    </Paper>
  );
}
