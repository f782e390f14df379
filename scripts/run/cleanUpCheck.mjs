import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { leftProcesses } from './leftProcesses.mjs';
import { canSeeProcesses } from './procStat.mjs';
import { workTree } from './workTree.mjs';

/** How long a process that is ending, and the files it still removes, are waited for. */
const graceMilliseconds = 5000;

/** tsx keeps one folder for each user in the temporary folder, for all its processes, and never removes it. */
const ofTools = /^tsx-\d+$/;

/** Where local drills keep their records, below the folder they are run in. */
const records = '.drs-orchestration';

/**
 * What is in a checkout before suites run: records beside the packages' sources, and what git says.
 * @typedef {{ records: ReadonlySet<string>, files: ReturnType<typeof workTree> }} Before
 */

/**
 * What is there before suites run, and so is not of their making.
 * @param {string} checkout
 * @param {readonly string[]} packages their folders
 * @returns {Before}
 */
export function seenBefore(checkout, packages) {
  return { records: recordsIn(packages), files: workTree(checkout) };
}

/**
 * Looks, when all suites are over and outside of them, whether anything that they made is left (R12.5), and ends those
 * processes among it that surely are its own.
 * @param {{ run: string, checkout: string, packages: readonly string[], before: Before, kept?: boolean, graceMilliseconds?: number }} place
 *   the run's folder, the checkout, its packages' folders, what was there before, and whether temporary files are to stay
 * @returns {Promise<{ title: string, left: string[], unknown?: string }[]>} each thing looked for, with a line for each
 *   that was found; `unknown` is why it could not be looked for
 */
export async function findLeftOver(place) {
  const look = () => ({
    processes: canSeeProcesses ? leftProcesses(place.run, place.checkout) : [],
    files: place.kept === true ? [] : leftFiles(place.run, place.packages),
    records: [...recordsIn(place.packages)].filter((folder) => !place.before.records.has(folder)),
  });
  const until = performance.now() + (place.graceMilliseconds ?? graceMilliseconds);
  let found = look();
  while (found.processes.length + found.files.length > 0 && performance.now() < until) {
    await sleep(200);
    found = look();
  }
  for (const { pid, surely } of found.processes) if (surely) end(pid);
  const listens = (/** @type {number[]} */ ports) => (ports.length > 0 ? `, listening on port ${ports.join(', ')}` : '');
  return [
    {
      title: '[R12.5] no process and no listening port of the suites is left',
      left: found.processes.map(({ pid, command, by, ports }) => `process ${pid} of ${by}${listens(ports)}: ${command}`),
      ...(canSeeProcesses ? {} : { unknown: 'this system has no /proc to find processes in' }),
    },
    ...(place.kept === true ? [] : [{ title: '[R12.5] no temporary file of the suites is left', left: found.files }]),
    { title: '[R12.5] no record of the suites is left', left: found.records.map((folder) => `records in ${folder}`) },
    { title: '[R12.5] no file of the suites is left in the checkout', ...changedFiles(place) },
  ];
}

/**
 * What git says of the checkout that it did not say before; records have a line of their own.
 * @param {{ checkout: string, before: Before }} place
 * @returns {{ left: string[], unknown?: string }}
 */
function changedFiles({ checkout, before: { files: before } }) {
  const now = workTree(checkout);
  if ('unknown' in before) return { left: [], ...before };
  if ('unknown' in now) return { left: [], ...now };
  return { left: [...now].filter((line) => !before.has(line) && !line.includes(records)) };
}

/**
 * The folders of records beside the packages' sources.
 * @param {readonly string[]} packages their folders
 * @returns {Set<string>}
 */
function recordsIn(packages) {
  return new Set(packages.map((folder) => join(folder, records)).filter((folder) => existsSync(folder)));
}

/**
 * What is in the packages' own temporary folders; what lies beside them is the tools'.
 * @param {string} run
 * @param {readonly string[]} packages
 */
function leftFiles(run, packages) {
  return packages
    .map((folder) => basename(folder))
    .filter((name) => existsSync(join(run, name)))
    .flatMap((name) => readdirSync(join(run, name)).filter((entry) => !ofTools.test(entry)).map((entry) => `${entry}, in the temporary folder of ${name}`));
}

/** @param {number} pid */
function end(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself just now.
  }
}
