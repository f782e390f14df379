import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Marks what a run of suites starts; its value is the run's temporary folder. */
const marker = 'TEST_RUN';

/**
 * Begins a run: makes its temporary folder, which goes when this process ends, however it ends, unless it is to be kept.
 * @returns {{ folder: string, keep: () => void }}
 */
export function beginTestRun() {
  // Short, because sockets have paths of some hundred characters at most.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'drs-test-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return { folder, keep: () => void process.off('exit', remove) };
}

/**
 * The variables by which what the run starts is known, and keeps its temporary files in the run's folder.
 * @param {string} folder
 * @returns {Record<string, string>}
 */
export function markedEnvironment(folder) {
  return { [marker]: folder, ...moveTemporaryFiles(folder) };
}

/**
 * The variables that say where temporary files go, on each platform.
 * @param {string} folder
 * @returns {Record<string, string>}
 */
export function moveTemporaryFiles(folder) {
  return { TMPDIR: folder, TEMP: folder, TMP: folder };
}

/**
 * The folder of the run that these variables belong to.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {string | undefined}
 */
export function runFolder(environment) {
  return environment[marker] || undefined;
}

/**
 * Whether a process with these variables was started by the run.
 * @param {readonly string[]} variables `NAME=value`
 * @param {string} folder the run's
 */
export function isMarked(variables, folder) {
  return variables.includes(`${marker}=${folder}`);
}
