import { availableParallelism, cpus, totalmem } from 'node:os';

/** The machine that was measured on, without anything that names it. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly node: string;
  readonly platform: string;
}

/** This machine. */
export function thisMachine(): Machine {
  return { processor: (cpus()[0]?.model ?? 'unknown').trim(), cores: availableParallelism(), memoryGigabytes: Math.round(totalmem() / 2 ** 30), node: process.version, platform: `${process.platform} ${process.arch}` };
}
