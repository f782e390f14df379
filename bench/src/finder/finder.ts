import type { Measurement } from '../measurement.js';
import { finderRun, type FinderRun } from './finderRun.js';

/** How many executions are polled at once (issue 7). */
const loads = [100, 1_000, 10_000] as const;

/** How the finder copes with many executions. */
export const finder: Measurement = {
  name: 'finder',
  title: 'The finder over many executions',
  how:
    'The finder\'s handler over a DynamoDB emulator on this machine (HTTP on loopback), all executions due in its first sweep and all of their runs open, its pollers never claiming, so that it sweeps every 5 s until 50 s are over; its clock stands still while a request is in flight. ' +
    'The query of the runs to repair counts as a sweep. Bytes are those of DynamoDB\'s answers. Invocations are accepted at once: Lambda\'s own rate is not measured. Memory is the growth of the heap, garbage included.',
  async run() {
    await finderRun(10); // The first connection and compilation are not what is measured.
    const runs: FinderRun[] = [];
    for (const executions of loads) runs.push(await finderRun(executions));
    const [least, , most] = runs;
    const growth = (most?.milliseconds ?? NaN) / 10_000 / ((least?.milliseconds ?? NaN) / 100);
    return {
      results: { finder: runs },
      figures: [
        ...runs.map((run) => ({
          what: `${run.executions} executions: a sweep; pages; bytes an execution; calls a second; heap`,
          measured: `${run.milliseconds.toFixed(1)} ms; ${run.pages.toFixed(1)}; ${Math.round(run.bytesPerExecution)}; ${Math.round(run.invocationsASecond)}; ${run.heapMegabytes.toFixed(0)} MB`,
        })),
        { what: 'time an execution at 10,000 to that at 100', measured: growth.toFixed(2), target: { text: 'linear: bytes an execution the same within a tenth', met: Math.abs((most?.bytesPerExecution ?? NaN) / (least?.bytesPerExecution ?? NaN) - 1) < 0.1 } },
      ],
    };
  },
};
