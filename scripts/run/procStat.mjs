import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Whether this system says what its processes are: Linux does. */
export const canSeeProcesses = existsSync('/proc/self/environ');

/**
 * What /proc tells of a process; undefined where it has ended.
 * @param {string} pid or `self`
 * @returns {{ parent: number, group: number, startedAt: number } | undefined} `startedAt` in clock ticks since the boot
 */
export function statOf(pid) {
  try {
    // The command, in parentheses, may hold blanks and parentheses of its own.
    const [state, parent, group, ...more] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    // One that has ended stays there until its parent asks for its status, which an orphan's may never do.
    return state === 'Z' ? undefined : { parent: Number(parent), group: Number(group), startedAt: Number(more[16]) };
  } catch {
    return undefined;
  }
}

/** The processes there are. */
export function processIds() {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
}
