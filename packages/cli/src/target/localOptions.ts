import { resolve } from 'node:path';
import { defaultDataFolder } from '../local/dataFolder.js';
import type { TargetOptions } from './targetOptions.js';

/** The folder of local records that the options name. */
export function dataFolderOf(options: Pick<TargetOptions, 'dataDir'>): string {
  return resolve(options.dataDir ?? defaultDataFolder);
}

/** The flags by which another command finds the same local records. */
export function localFlags({ dataDir }: Pick<TargetOptions, 'dataDir'>): string {
  return dataDir === undefined ? ' --local' : ` --local --data-dir ${dataDir}`;
}
