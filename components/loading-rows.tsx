import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

const rows = ["first", "second", "third", "fourth"];

/** The shape of what is being fetched. */
export function LoadingRows({ label, height }: { label: string; height: number }) {
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {rows.map((row) => (
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  );
}
