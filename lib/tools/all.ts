// One line a tool. A new file beside this one plus its line here is a new intent, everywhere.
export { memoryDelete } from "./memory-delete";
export { memoryGet } from "./memory-get";
export { memoryList } from "./memory-list";
export { memorySearch } from "./memory-search";
export { memoryTag } from "./memory-tag";
export { memoryWrite } from "./memory-write";
export { sshExec } from "./ssh-exec";
export { sshExecPeek } from "./ssh-exec-peek";
export { sshExplain } from "./ssh-explain";
export { sshHosts } from "./ssh-hosts";
export { systemWait } from "./system-wait";
export { systemWhoami } from "./system-whoami";
