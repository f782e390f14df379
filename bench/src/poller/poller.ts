import type { Measurement } from '../measurement.js';
import { pollsOf, type Polls } from './onePoll.js';

/** Servers and waves of the executions that are polled (issue 7), and what a poll of an existing Python poller makes of them. */
const polled = [
  { servers: 6, waves: 3, python: { calls: 12, kilobytes: 1.9 } },
  { servers: 50, waves: 10, python: { calls: 63, kilobytes: 13 } },
  { servers: 300, waves: 20, python: { calls: 323, kilobytes: 72 } },
] as const;

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** What one poll takes. */
export const poller: Measurement = {
  name: 'poller',
  title: 'One poll',
  how:
    'The poller\'s handler over the memory store and the DRS emulator in this process, all waves being launched at once; time is computing alone, without a network. Bytes are those of the items written, as DynamoDB counts an item\'s size. ' +
    'Beside it an existing Python poller of the same job, counted: one item an execution, one DescribeJobs a wave, one DescribeInstances a server, the same whether anything changed or not.',
  async run() {
    const results: Polls[] = [];
    for (const { servers, waves } of polled) results.push(await pollsOf(servers, waves));
    return {
      results: {
        poller: results.map(({ servers, waves, unchanged, changed }) => ({
          servers,
          waves,
          drsCalls: unchanged.drsCalls,
          otherCalls: unchanged.otherCalls,
          writesWhenUnchanged: unchanged.writes,
          bytesWritten: unchanged.bytesWritten,
          milliseconds: unchanged.milliseconds,
          whenAllChanged: changed,
        })),
      },
      figures: results.flatMap(({ servers, unchanged, changed }, index) => {
        const python = polled[index]?.python;
        return [
          {
            what: `${servers} servers, nothing changed: DRS calls + DynamoDB requests; writes; bytes written; time`,
            measured: `${unchanged.drsCalls} + ${unchanged.otherCalls}; ${unchanged.writes}; ${kilobytes(unchanged.bytesWritten)}; ${unchanged.milliseconds.toFixed(1)} ms`,
            beside: `Python: ${python?.calls} calls, ${python?.kilobytes} kB`,
            target: { text: 'the header alone is written', met: unchanged.writes === 1 },
          },
          { what: `${servers} servers, all changed`, measured: `${changed.drsCalls} + ${changed.otherCalls}; ${changed.writes}; ${kilobytes(changed.bytesWritten)}; ${changed.milliseconds.toFixed(1)} ms` },
        ];
      }),
    };
  },
};
