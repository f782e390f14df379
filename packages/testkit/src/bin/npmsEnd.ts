import { readFileSync } from 'node:fs';

/** In it npm tells what it starts which script that is, and npx that it is `npx`. */
const script = 'npm_lifecycle_event';

interface SeenProcess {
  readonly parent: number;
  /** In clock ticks since the boot: with it, a number that is given again is not taken for the same process. */
  readonly startedAt: string;
  readonly script: string | undefined;
}

/** What Linux's /proc tells of a process; undefined where it has ended, or where there is no /proc. */
function processOf(pid: number): SeenProcess | undefined {
  try {
    // The command, in parentheses, may hold blanks and parentheses of its own (proc_pid_stat(5)).
    const [state, parent, ...more] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return state === 'Z' ? undefined : { parent: Number(parent), startedAt: more[17] ?? '', script: scriptOf(pid) };
  } catch {
    return undefined;
  }
}

function scriptOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').find((variable) => variable.startsWith(`${script}=`))?.slice(script.length + 1);
  } catch {
    // Another user's: it is none of what our npm started.
    return undefined;
  }
}

/** The process that put us and all between us into its script. */
function npmAbove(own: string): { readonly pid: number; readonly seen: SeenProcess } | undefined {
  let pid = process.ppid;
  let seen = processOf(pid);
  while (seen?.script === own) {
    pid = seen.parent;
    seen = processOf(pid);
  }
  return seen === undefined ? undefined : { pid, seen };
}

/**
 * A look at whether the npm or npx that runs this process is gone; undefined where none runs it. npm starts what it runs
 * by a shell, and passes a signal on to that alone: a shell that dies of it tells nobody (dash), and a killed npm does not
 * either. Where there is no /proc, the process that started this one stands for npm.
 */
export function npmThatRunsThis(): (() => boolean) | undefined {
  const own = process.env[script] ?? '';
  if (own === '') return undefined;
  const npm = npmAbove(own);
  if (npm !== undefined) return () => processOf(npm.pid)?.startedAt !== npm.seen.startedAt;
  const parent = process.ppid;
  return () => process.ppid !== parent;
}
