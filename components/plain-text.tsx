import { Text, type TextProps } from "@mantine/core";
import { visibleText } from "@/lib/client/visible-text";

/** Text that somebody else wrote: never markup, nothing invisible, and no reach over its neighbours' direction. */
export function PlainText({ children, ...props }: TextProps & { children: string }) {
  return (
    <Text component="span" inherit className="plain-text" dir="auto" {...props}>
      {visibleText(children)}
    </Text>
  );
}
