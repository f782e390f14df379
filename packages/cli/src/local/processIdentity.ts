import { readFileSync } from 'node:fs';

/** A process, so that another one that gets its number later is not taken for it. */
export interface ProcessIdentity {
  readonly Pid: number;
  /** When it started, in the kernel's ticks; absent where the platform does not tell. */
  readonly StartTicks?: string;
}

/** The identity of a process of that number, as far as it can be told. */
export function processIdentity(pid: number): ProcessIdentity {
  try {
    // Linux: the 22nd field; the second one, a name in brackets, may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    const ticks = fields?.[19];
    return ticks === undefined ? { Pid: pid } : { Pid: pid, StartTicks: ticks };
  } catch {
    return { Pid: pid };
  }
}

/** Whether that very process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  try {
    process.kill(identity.Pid, 0);
  } catch (error) {
    // EPERM: it runs, but is someone else's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = processIdentity(identity.Pid);
  return identity.StartTicks === undefined || now.StartTicks === undefined || identity.StartTicks === now.StartTicks;
}
