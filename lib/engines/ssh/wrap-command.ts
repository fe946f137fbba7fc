type WrapCommandInput = {
  command: string;
  /** The host's own limit, in whole seconds; it holds even when this process is gone. */
  limitS: number;
  isMinimalEnv: boolean;
};

/** What the bootstrap shell says when it waits for its orders. What came before is the account's start files' own. */
export const readyLine = "orchestrator-ready\n";

/**
 * What the account's login shell is asked to run, whichever shell that is: a shell that takes its orders from its
 * standard input, so that no other shell reads the command and no list of processes shows it twice.
 */
export const bootstrap = `exec /bin/sh -c 'echo orchestrator-ready; IFS= read -r s && eval "$(printf %b "$s")"' orchestrator`;

/**
 * Kills all that the command has started, its sessions included, and itself last: its end by KILL means that nothing is
 * left, its end by TERM that something could not be killed. All are stopped first, so that none starts another meanwhile.
 * Without /proc it kills its group. A session that the command did not start is never touched.
 */
const reap = `reap() {
trap "" HUP TERM
kill -s STOP $$
read -r self x </proc/self/stat
read -r line </proc/$$/stat
set -- \${line##*) }
own=$4 known=$$ sids=$$ n=0
while [ $n -lt 6 ]; do
found= more=1
while [ "$more" ]; do
more=
for d in /proc/[0-9]*; do
p=\${d#/proc/}
case " $$ $self $found " in *" $p "*) continue;; esac
read -r line <$d/stat || continue
set -- \${line##*) }
case $1 in Z|X) continue;; esac
case " $known " in *" $2 "*);; *) case " $sids " in *" $4 "*);; *) continue;; esac;; esac
kill -s STOP $p
found="$found $p" known="$known $p" more=1
[ "$4" = "$own" ] || sids="$sids $4"
done
done
[ "$found" ] || break
kill -9 $found
n=$((n+1))
[ $n -lt 4 ] || sleep 1
done
[ "$found" ] && { kill -s TERM $$; kill -s CONT $$; exit; }
kill -9 -$$
kill -9 $$
}`;

const minimalEnv =
  'env -i HOME="$HOME" USER="$USER" LOGNAME="$LOGNAME" SHELL=/bin/sh LC_ALL=C.UTF-8' +
  " PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin ";

/**
 * The two lines for the bootstrap shell: what to do, and the command, which runs in `/bin/sh -c` with nothing to read.
 * Standard input stays open as a leash: when it ends, because we let go, or the connection or this process is gone, all
 * is killed; so it is when the host's own clock has run down. A command that arrives cut short never runs. One that
 * ends by SIGPIPE (141) may have noticed first that nobody listens: the leash is given time to notice too.
 */
export function wrapCommand({ command, limitS, isMinimalEnv }: WrapCommandInput): string {
  const script = `${reap}
IFS= read -r c || exit 125
c=$(printf "%b." "$c")
exec 3<&0 </dev/null
(read -r x <&3; reap) >/dev/null 2>&1 & leash=$!
(trap "kill -9 \\$!; exit" TERM; sleep ${limitS} & wait $! && reap) >/dev/null 2>&1 3<&- & clock=$!
${isMinimalEnv ? minimalEnv : ""}/bin/sh -c -- "\${c%.}" 3<&-
rc=$?
exec 2>/dev/null
[ $rc != 141 ] || sleep 1
kill $leash $clock
exit $rc`;
  return `${escaped(script)}\n${escaped(command)}\n`;
}

/** For `printf %b`: one line of printable ASCII, since shells take some bytes of UTF-8 for marks of their own. */
function escaped(text: string): string {
  return text.replace(/[^\x20-\x5b\x5d-\x7e]+/gu, (odd) =>
    [...Buffer.from(odd)].map((byte) => `\\0${byte.toString(8).padStart(3, "0")}`).join(""),
  );
}
