import { Executions } from '@drs-orchestration/core';
import { createHandler } from '@drs-orchestration/poller';
import { defaultAccount, defaultWorld, DrsEmulator, functionEnvironment, inProcessAccounts, inProcessNotifier, SteppedClock, testServers, wallPacer } from '@drs-orchestration/testkit';
import { mixedHistories, store } from '../statusIndex/mixedHistories.js';
import { openQueriedDatabase } from '../statusIndex/queriedDatabase.js';
import { errorsTo, noMetrics } from '../system/delayedPorts.js';

/** Samples in milliseconds, by the wall. */
export interface DatabaseTimes {
  /** But the first. */
  readonly polls: readonly number[];
  /** A conditional update of the header: what a poll that changes nothing writes. */
  readonly headerUpdates: readonly number[];
  /** Updates of three waves, one after the other. */
  readonly threeWaveUpdates: readonly number[];
}

/** Executions of six servers in three waves, as in seed 004. */
const executions = 20;
const startAt = Date.UTC(2026, 0, 1);
const nowhere = { DRS: 'http://drs.invalid', EC2: 'http://ec2.invalid', STS: 'http://sts.invalid', SNS: 'http://sns.invalid', SFN: 'http://sfn.invalid', LAMBDA: 'http://lambda.invalid' };

/** The poller, and what it writes, over a real DynamoDB on this machine; DRS is in this process and knows none of the jobs. */
export async function timesOverDatabase(): Promise<DatabaseTimes> {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt });
  const database = await openQueriedDatabase(clock);
  const emulator = new DrsEmulator({ world: defaultWorld(Object.values(testServers).flat()), clock });
  try {
    const histories = mixedHistories(4 * executions).filter(({ header }) => header.Status === 'POLLING');
    const NextPollTime = startAt / 1000 - 1;
    const stored = new Executions(database.items, clock);
    const handler = createHandler({
      clock,
      environment: functionEnvironment(defaultAccount, 'arn:aws:states:us-east-1:111111111111:stateMachine:none', nowhere),
      ports: {
        items: database.items,
        accounts: inProcessAccounts(emulator, { clock, ownAccountId: defaultAccount }),
        notifier: inProcessNotifier(emulator, { clock }),
        functions: { invokePoller: async () => undefined, invokeRepair: async () => undefined },
        machine: { start: async () => undefined, stop: async () => undefined, describe: async () => undefined, answer: async () => 'GONE' },
        logger: errorsTo((line) => console.error(line)),
        metrics: noMetrics,
      },
    });
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const begun = wallPacer.now();
      await work();
      return wallPacer.now() - begun;
    };
    return await clock.run(async () => {
      await store(database.items, histories.map(({ header, waves }) => ({ header: { ...header, NextPollTime }, waves })));
      const polls: number[] = [];
      for (const { header } of histories) polls.push(await timed(() => handler({ ExecutionId: header.ExecutionId, NextPollTime })));
      const headerUpdates: number[] = [];
      const threeWaveUpdates: number[] = [];
      for (const { header, waves } of histories) {
        headerUpdates.push(await timed(() => stored.changeHeader(header.ExecutionId, (current) => ({ ...current, Polls: current.Polls + 1 }))));
        threeWaveUpdates.push(
          await timed(async () => {
            for (const { WaveNumber } of waves) await stored.changeWave(header.ExecutionId, WaveNumber, (current) => ({ ...current, ExpectedSeconds: 1 }));
          }),
        );
      }
      return { polls: polls.slice(1), headerUpdates, threeWaveUpdates };
    });
  } finally {
    await database.close();
  }
}
