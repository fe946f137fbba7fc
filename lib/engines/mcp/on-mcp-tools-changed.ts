import { toolChanges } from "./tools-changed";

/** Has a listener called with a target's key when its server says that its tools changed. Gives back what ends that. */
export function onMcpToolsChanged(listener: (key: string) => void): () => void {
  const { listeners } = toolChanges();
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
