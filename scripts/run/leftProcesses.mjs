import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { relative, sep } from 'node:path';

import { processIds, statOf } from './procStat.mjs';
import { isMarked } from './testRun.mjs';

/**
 * A process that a run left behind, with the ports it listens on; `by` is the package whose suite started it. `surely`:
 * it bears the run's mark, so it may be ended.
 * @typedef {{ pid: number, command: string, by: string, ports: number[], surely: boolean }} LeftProcess
 */

/**
 * What a run's suites started and did not end: each process that bears the run's mark and, because a suite may hide
 * the mark (the DynamoDB emulator's watcher starts with an empty environment), each orphan of the checkout without any
 * environment that is younger than this very process.
 * @param {string} run the run's folder
 * @param {string} checkout
 * @returns {LeftProcess[]}
 */
export function leftProcesses(run, checkout) {
  const since = Number(statOf('self')?.startedAt);
  const reaper = whoGetsOrphans();
  const inside = (/** @type {string} */ place) => [run, checkout].some((folder) => place === folder || place.startsWith(folder + sep));
  return processIds()
    .filter((pid) => Number(pid) !== process.pid)
    .flatMap((pid) => {
      const stat = statOf(pid);
      if (stat === undefined) return [];
      const variables = linesOf(pid, 'environ');
      const cwd = folderOfProcess(pid);
      const surely = isMarked(variables, run);
      const nameless = !variables.some((line) => /^(PATH|HOME)=/.test(line));
      const orphan = nameless && stat.parent === reaper && stat.startedAt >= since && inside(cwd);
      if (!surely && !orphan) return [];
      const by = variables.find((line) => line.startsWith('npm_package_name='))?.split('=')[1] ?? (relative(checkout, cwd) || 'the root');
      return [{ pid: Number(pid), command: linesOf(pid, 'cmdline').join(' '), by, ports: portsOf(pid), surely }];
    });
}

/**
 * The process whose child an orphan becomes: number 1, or a nearer one that asked for it.
 * @returns {number}
 */
function whoGetsOrphans() {
  const { stdout } = spawnSync('sh', ['-c', 'sleep 60 >/dev/null 2>&1 & echo $!'], { encoding: 'utf8' });
  const orphan = Number(stdout);
  const parent = statOf(String(orphan))?.parent ?? 1;
  process.kill(orphan, 'SIGKILL');
  return parent;
}

/**
 * @param {string} pid
 * @param {'environ' | 'cmdline'} file
 */
function linesOf(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter((line) => line !== '');
  } catch {
    // It has ended meanwhile, or is another user's.
    return [];
  }
}

/** @param {string} pid */
function folderOfProcess(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/** @param {string} pid */
function portsOf(pid) {
  try {
    const sockets = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => /^socket:\[(\d+)\]$/.exec(target(`/proc/${pid}/fd/${fd}`))?.[1]));
    const listening = '0A';
    const ports = ['tcp', 'tcp6'].flatMap((kind) => readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').trim().split('\n').slice(1)).flatMap((line) => {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      return state === listening && sockets.has(inode) ? [Number.parseInt(String(local?.split(':')[1]), 16)] : [];
    });
    return [...new Set(ports)];
  } catch {
    return [];
  }
}

/** @param {string} link */
function target(link) {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
