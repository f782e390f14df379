import type { Measurement } from '../measurement.js';
import { functionMemory } from '../cost/functionMemory.js';
import { finderMemory } from './finderMemory.js';
import { finderRun, type FinderRun } from './finderRun.js';

/** How many executions are polled at once (issue 7). */
const loads = [100, 1_000, 10_000] as const;

/** So many due at once have to fit: an account runs 20 jobs, so that fifty accounts' worth of them are fewer. */
const mostInMemory = 1_000;

/** How the finder copes with many executions. */
export const finder: Measurement = {
  name: 'finder',
  title: 'The finder over many executions',
  how:
    'The finder\'s handler over a DynamoDB emulator on this machine (HTTP on loopback), all executions due in its first sweep and all of their runs open, its pollers never claiming, so that it sweeps every 5 s until 50 s are over; its clock stands still while a request is in flight. ' +
    'The query of the runs to repair counts as a sweep. Bytes are those of DynamoDB\'s answers. Invocations are accepted at once: Lambda\'s own rate is not measured. Heap is its growth, garbage included. The process is Node alone, with the limits that Lambda sets V8 for that memory; Lambda\'s runtime takes more.',
  async run() {
    await finderRun(10); // The first connection and compilation are not what is measured.
    const runs: FinderRun[] = [];
    for (const executions of loads) runs.push(await finderRun(executions));
    const deployed = functionMemory().finder;
    const memory: { readonly executions: number; readonly megabytes: number }[] = [];
    for (const executions of loads) memory.push({ executions, megabytes: await finderMemory(executions, deployed) });
    const [least, , most] = runs;
    const growth = (most?.milliseconds ?? NaN) / 10_000 / ((least?.milliseconds ?? NaN) / 100);
    return {
      results: { finder: runs, finderMemory: memory },
      figures: [
        ...runs.map((run) => ({
          what: `${run.executions} executions: a sweep; pages; bytes an execution; calls a second; heap`,
          measured: `${run.milliseconds.toFixed(1)} ms; ${run.pages.toFixed(1)}; ${Math.round(run.bytesPerExecution)}; ${Math.round(run.invocationsASecond)}; ${run.heapMegabytes.toFixed(0)} MB`,
        })),
        ...memory.map(({ executions, megabytes }) => ({
          what: `${executions} executions: most memory of the deployed bundle's process`,
          measured: `${megabytes.toFixed(0)} MB`,
          ...(executions > mostInMemory ? {} : { target: { text: `under the ${deployed} MB that infra deploys`, met: megabytes < deployed } }),
        })),
        { what: 'time an execution at 10,000 to that at 100', measured: growth.toFixed(2), target: { text: 'linear: bytes an execution the same within a tenth', met: Math.abs((most?.bytesPerExecution ?? NaN) / (least?.bytesPerExecution ?? NaN) - 1) < 0.1 } },
      ],
    };
  },
};
