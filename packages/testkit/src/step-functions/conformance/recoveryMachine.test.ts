import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxHistoryEvents } from '../limits.js';
import { localEngine, type LocalEngine } from './localEngine.js';
import { recoveryMachine, recoveryWaves, type RecoveryWave } from './recoveryMachine.js';

type Task = { readonly Task: string; readonly WaveNumber?: number; readonly Position?: number; readonly Token?: string };

const smooth: Readonly<Record<string, unknown>> = {
  AwaitDependencies: { Answer: 'START' },
  AwaitApproval: { Answer: 'APPROVED' },
  LaunchWave: { Answer: 'DONE' },
  LaunchServer: { Answer: 'DONE' },
  CheckHealth: { Answer: 'DONE' },
  SettleWave: { Succeeded: true },
  FinalizeExecution: { CleanUp: true },
  CleanUp: { Answer: 'DONE' },
};

let local: LocalEngine;
beforeEach(() => {
  local = localEngine();
});
afterEach(() => local.clock.stop());

/** Runs the machine; `answer` may answer a task otherwise (undefined: smoothly, null: not at all). */
async function drill(waves: readonly RecoveryWave[], answer: (task: Task) => unknown = () => undefined, patience = 900) {
  const { clock, host, engine } = local;
  host.register('recovery', async (event: unknown) => {
    const task = event as Task;
    const given = answer(task);
    const output = given === undefined ? (smooth[task.Task] ?? {}) : given;
    if (task.Token !== undefined && output !== null) await engine.sendTaskSuccess({ taskToken: task.Token, output: JSON.stringify(output) });
    return output;
  });
  return clock.run(async () => {
    const { stateMachineArn } = await engine.createStateMachine({ name: 'recovery', definition: JSON.stringify(recoveryMachine('recovery')) });
    const { executionArn } = await engine.startExecution({ stateMachineArn, input: JSON.stringify(recoveryWaves(waves, patience)) });
    const ended = await engine.untilEnded(executionArn);
    const { events: [last] } = await engine.getExecutionHistory({ executionArn, reverseOrder: true, maxResults: 1 });
    return { ...ended, executionArn, events: last!.id, transitions: engine.stateTransitions(executionArn), seconds: (ended.stopDate!.getTime() - ended.startDate.getTime()) / 1000 };
  });
}

/** Answers a task `times` times with `first`, and smoothly afterwards. */
function firstAnswers(name: string, times: number, first: unknown): (task: Task) => unknown {
  const left = new Map<string, number>();
  return ({ Task, WaveNumber, Position }) => {
    const key = `${WaveNumber}/${Position}`;
    const remaining = left.get(key) ?? times;
    if (Task !== name || remaining === 0) return undefined;
    left.set(key, remaining - 1);
    return first;
  };
}

const wait = { Answer: 'WAIT', WaitSeconds: 30 };
const parallel = (count: number): RecoveryWave[] => Array.from({ length: count }, () => ({}));

describe("the recovery machine's history", () => {
  it('has 184 events and 49 transitions for three waves and one clean-up wait', async () => {
    const { status, events, transitions } = await drill(parallel(3), firstAnswers('CleanUp', 1, wait));
    expect({ status, events, transitions }).toEqual({ status: 'SUCCEEDED', events: 184, transitions: 49 });
  });

  it('has 241 events and 64 transitions with six tokens registered again and two clean-up waits', async () => {
    const silent = firstAnswers('AwaitLaunch', 2, null);
    const cleanUp = firstAnswers('CleanUp', 2, wait);
    const { status, events, transitions } = await drill(parallel(3), (task) => (task.Task === 'CleanUp' ? cleanUp(task) : silent(task)));
    expect({ status, events, transitions }).toEqual({ status: 'SUCCEEDED', events: 241, transitions: 64 });
  });

  it('has 1,886 events and 493 transitions for 40 waves, all of which run at once', async () => {
    let waiting = 0;
    let most = 0;
    const { status, events, transitions } = await drill(parallel(40), (task) => {
      if (task.Task === 'AwaitDependencies') most = Math.max(most, (waiting += 1));
      return firstCleanUp(task);
    });
    expect({ status, events, transitions, most }).toEqual({ status: 'SUCCEEDED', events: 1_886, transitions: 493, most: 40 });
  });

  it('has 1,038 events and 262 transitions for 40 servers one by one', async () => {
    const { status, events, transitions } = await drill([{ Sequential: true, ServerCount: 40 }], firstCleanUp);
    expect({ status, events, transitions }).toEqual({ status: 'SUCCEEDED', events: 1_038, transitions: 262 });
  });

  it('has as many events and transitions as the formulas say, for any mix of waves, waits and retries', async () => {
    const wave = fc.record({ sequential: fc.boolean(), servers: fc.integer({ min: 1, max: 5 }), approval: fc.boolean(), waitTime: fc.boolean(), launchWaits: fc.integer({ min: 0, max: 2 }), crashes: fc.integer({ min: 0, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(wave, { maxLength: 4 }), async (waves) => {
        local = localEngine();
        const launch = waves.map(({ launchWaits }) => firstAnswers('LaunchWave', launchWaits, wait));
        const crash = new Map(waves.map(({ crashes }, index) => [index + 1, crashes]));
        const { status, events, transitions } = await drill(
          waves.map(({ sequential, servers, approval, waitTime }) => ({ Sequential: sequential, ServerCount: servers, PauseBefore: approval, WaitTimeSeconds: waitTime ? 60 : 0 })),
          (task) => {
            const left = crash.get(task.WaveNumber ?? 0) ?? 0;
            if (task.Task === 'SettleWave' && left > 0) {
              crash.set(task.WaveNumber!, left - 1);
              throw new Error('crashed');
            }
            return launch[(task.WaveNumber ?? 0) - 1]?.(task);
          },
        );
        const sum = (of: (wave: (typeof waves)[number]) => number): number => waves.reduce((total, each) => total + of(each), 0);
        const [P, A, W, F] = [sum((w) => Number(!w.sequential)), sum((w) => Number(w.approval)), sum((w) => Number(w.waitTime)), sum((w) => w.crashes)];
        const L = sum((w) => (w.sequential ? 0 : w.launchWaits));
        const expected = {
          status: 'SUCCEEDED',
          events: 37 + 46 * P + sum((w) => (w.sequential ? 32 + 24 * w.servers : 0)) + 9 * L + 3 * F + 8 * A + 2 * W,
          transitions: 10 + 12 * P + sum((w) => (w.sequential ? 9 + 6 * w.servers : 0)) + 3 * L + F + 2 * A + W,
        };
        expect({ status, events, transitions }).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

const firstCleanUp = (task: Task): unknown => (task.Task === 'CleanUp' ? cleanUpOnce(task) : undefined);
let cleanUpOnce: (task: Task) => unknown;
beforeEach(() => {
  cleanUpOnce = firstAnswers('CleanUp', 1, wait);
});

describe('the traps of the recovery machine', () => {
  it('waits ever longer for a token that is registered again, up to a day with few events', async () => {
    const seconds: number[] = [];
    const silent = firstAnswers('AwaitDrain', 5, null);
    const { status } = await drill([{}], (task) => {
      if (task.Task === 'AwaitDrain') seconds.push(local.clock.now() / 1000);
      return silent(task);
    });
    expect(status).toBe('SUCCEEDED');
    expect(seconds.slice(1).map((at, index) => at - seconds[index]!)).toEqual([900, 1_800, 2_700, 3_600, 4_500]);
  });

  it('retries SettleWave 15 times in 606 s, then waits and comes back to it, so that it is never lost [R9.4]', async () => {
    const attempts: number[] = [];
    const { status } = await drill([{}], (task) => {
      if (task.Task !== 'SettleWave') return undefined;
      attempts.push(local.clock.now() / 1000);
      if (attempts.length <= 15) throw new Error('no table');
      return undefined;
    });
    expect(status).toBe('SUCCEEDED');
    expect(attempts.map((at) => at - attempts[0]!).slice(0, 6)).toEqual([0, 2, 6, 14, 30, 62]);
    expect(attempts[14]! - attempts[0]!).toBeGreaterThan(600);
    expect(attempts[14]! - attempts[0]!).toBeLessThan(610);
    expect(attempts[15]! - attempts[14]!).toBe(60);
  });

  it('sends an approval that nobody answers to SettleWave, without a Failure', async () => {
    const failures: unknown[] = [];
    const { status, seconds } = await drill([{ PauseBefore: true }], (task) => {
      if (task.Task === 'SettleWave') failures.push((task as unknown as { Failure: unknown }).Failure);
      return task.Task === 'AwaitApproval' ? null : undefined;
    });
    expect({ status, failures }).toEqual({ status: 'SUCCEEDED', failures: [{ Error: '', Cause: '' }] });
    expect(seconds).toBe(86_400);
  });

  it('keeps the cause of a failed wave out of the Map, so that 40 of them do not pass 256 KB', async () => {
    const { status, error } = await drill(parallel(40), ({ Task }) => {
      if (Task === 'LaunchWave') throw Object.assign(new Error('x'.repeat(20_000)), { name: 'TerminalError' });
      return undefined;
    });
    expect({ status, error }).toEqual({ status: 'SUCCEEDED', error: undefined });
  });

  it('never starts the servers after one that failed [P5]', async () => {
    const launched: number[] = [];
    await drill([{ Sequential: true, ServerCount: 4 }], (task) => {
      if (task.Task === 'LaunchServer') launched.push(task.Position!);
      return task.Task === 'CheckHealth' && task.Position === 2 ? { Answer: 'FAILED' } : undefined;
    });
    expect(launched).toEqual([1, 2]);
  });

  it('is killed by the history limit where a token is registered again without end', async () => {
    const { status, error, cause, events } = await drill([{}], ({ Task }) => (Task === 'CheckHealth' ? { Answer: 'WAIT', WaitSeconds: 1 } : undefined));
    expect({ status, error, cause, events }).toEqual({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: `The execution reached the maximum number of history events (${maxHistoryEvents}).`,
      events: maxHistoryEvents,
    });
  });
});
