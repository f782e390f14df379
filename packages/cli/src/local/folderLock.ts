import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { InUseError } from './inUseError.js';
import { isRunning, processIdentity, type ProcessIdentity } from './processIdentity.js';

/** Gives the lock back; may be called more than once. */
export type Unlock = () => void;

/**
 * Locks something by a file that names this process; one that a process left which has ended is taken over.
 * @param what what is locked, for the message
 * @param instead what to do rather than wait, for the message
 * @throws InUseError where another process that runs holds it.
 */
export function lockFile(path: string, what: string, instead: string = 'use another folder: --data-dir DIR, or --ephemeral to keep no records'): Unlock {
  const mine = JSON.stringify(processIdentity(process.pid));
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    while (!linked(draft, path)) {
      const holder = holderOf(path);
      if (holder === undefined) continue;
      if (isRunning(holder)) {
        throw new InUseError(`${what} is in use by another drsctl (process ${holder.Pid}). Wait until it has ended, or ${instead}.`);
      }
      removeIfOf(path, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => removeIfOf(path, JSON.parse(mine) as ProcessIdentity);
}

/** A link is made only where there is none yet, and shows the whole content at once. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(path: string): ProcessIdentity | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProcessIdentity>;
    // What names no process was left by none of us.
    return typeof holder.Pid === 'number' && holder.Pid > 0 ? { Pid: holder.Pid, ...(holder.StartTicks === undefined ? {} : { StartTicks: holder.StartTicks }) } : { Pid: 2 ** 31 - 1 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return { Pid: 2 ** 31 - 1 };
    throw error;
  }
}

/** Removes a holder's lock. Moved aside first: should another process have locked meanwhile, its lock is put back. */
function removeIfOf(path: string, holder: ProcessIdentity): void {
  const aside = `${path}.${process.pid}.left`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = holderOf(aside);
  if (moved !== undefined && moved.Pid !== holder.Pid) linked(aside, path);
  rmSync(aside, { force: true });
}
