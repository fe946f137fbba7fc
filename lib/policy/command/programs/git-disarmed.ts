/** Config that no repository may decide: what git would run, where it would write, and what it would fetch. */
export const disarmed = [
  "core.fsmonitor=false",
  "core.pager=cat",
  "core.hooksPath=/dev/null",
  "core.sshCommand=false",
  "core.askPass=false",
  "grep.fallbackToNoIndex=false",
  "core.alternateRefsCommand=false",
  "credential.helper=",
  "diff.external=",
  // The diff that git starts in a submodule does not inherit --no-ext-diff.
  "diff.submodule=short",
  "status.submoduleSummary=false",
  // git diff refreshes the index in spite of --no-optional-locks.
  "diff.autoRefreshIndex=false",
  "gpg.program=false",
  "gpg.ssh.program=false",
  "gpg.x509.program=false",
  "log.showSignature=false",
  "filter.lfs.process=",
  "filter.lfs.clean=",
  "filter.lfs.required=false",
  "protocol.allow=never",
  ...["ext", "file", "git", "http", "https", "ssh"].map((transport) => `protocol.${transport}.allow=never`),
].flatMap((setting) => ["-c", setting]);
