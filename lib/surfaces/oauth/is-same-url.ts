/** Whether two addresses are one, whatever the case of their hosts and a slash at the end. */
export function isSameUrl(left: string, right: string): boolean {
  const plain = (text: string) => (URL.canParse(text) ? new URL(text).href.replace(/\/$/, "") : text);
  return plain(left) === plain(right);
}
