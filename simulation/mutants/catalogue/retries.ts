import type { Mutant } from '../mutant.js';
import { core, orchestrator } from './packages.js';

const strategy = 'packages/core/src/aws/retryStrategy.ts';
const reads = 'READS: anyFailure,';

/** Faults in who retries what, how often and after which waits (design section 11). */
export const retries: readonly Mutant[] = [
  {
    name: 'retries-do-not-back-off',
    breaks: 'Every retry comes 2 s after the attempt before it.',
    proves: ['R2.4', 'P8', 'R4.4', 'P13', 'P29', 'R9.4'],
    patches: [{ file: strategy, replace: '= [2, 4, 8];', by: '= [2, 2, 2];' }],
    caughtBy: core('src/aws/retryStrategy.test.ts'),
  },
  {
    name: 'calls-are-retried-a-fourth-time',
    breaks: 'A call is tried five times, not four.',
    proves: ['R2.4', 'P8', 'P13', 'P29'],
    patches: [{ file: strategy, replace: '= [2, 4, 8];', by: '= [2, 4, 8, 16];' }],
    caughtBy: core('src/aws/retryStrategy.test.ts'),
  },
  {
    name: 'throttled-calls-are-not-retried',
    breaks: 'A throttled read or write fails at its first attempt.',
    proves: ['R2.4', 'P8', 'P29', 'R9.4'],
    patches: [{ file: strategy, replace: reads, by: "READS: new Set(['NETWORK', 'SERVER'])," }],
    caughtBy: core('src/aws/retryStrategy.test.ts'),
  },
  {
    name: 'cut-connections-are-not-retried',
    breaks: 'A read whose connection is cut fails at its first attempt.',
    proves: ['R4.4', 'P13', 'P29'],
    patches: [{ file: strategy, replace: reads, by: "READS: new Set(['THROTTLED', 'SERVER'])," }],
    caughtBy: core('src/aws/retryStrategy.test.ts'),
  },
  {
    name: 'contended-write-is-given-up',
    breaks: 'A change that another writer forestalled is not decided again: it is lost.',
    proves: ['P28'],
    patches: [{ file: 'packages/core/src/execution/executions.ts', replace: "if ((await this.#items.write(...writes)) === 'WRITTEN') return result;", by: 'await this.#items.write(...writes);\n      return result;' }],
    caughtBy: orchestrator('test/tasks/exactlyOnce.test.ts'),
  },
  {
    name: 'preparation-is-not-retried-with-growing-waits',
    breaks: 'The state machine tries PrepareExecution again every 2 s.',
    proves: ['R9.1', 'P26'],
    patches: [
      {
        file: 'apps/orchestrator/state-machine/recovery.asl.json',
        replace: `"DrainWait": { "Count": 1, "Seconds": 900 } },
      "ResultPath": "$.Run",
      "Retry": [
        { "ErrorEquals": ["TerminalError"], "MaxAttempts": 0 },
        { "ErrorEquals": ["RetryableError"], "IntervalSeconds": 2, "BackoffRate": 2, "MaxDelaySeconds": 60, "MaxAttempts": 14 },
        { "ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "BackoffRate": 2,`,
        by: `"DrainWait": { "Count": 1, "Seconds": 900 } },
      "ResultPath": "$.Run",
      "Retry": [
        { "ErrorEquals": ["TerminalError"], "MaxAttempts": 0 },
        { "ErrorEquals": ["RetryableError"], "IntervalSeconds": 2, "BackoffRate": 2, "MaxDelaySeconds": 60, "MaxAttempts": 14 },
        { "ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "BackoffRate": 1,`,
      },
    ],
    caughtBy: orchestrator('test/machine/local.test.ts'),
  },
  {
    name: 'silence-while-waiting-fails-the-wave',
    breaks: 'A Task that only waits fails its wave when the store is silent for as long as its client repeats a call.',
    proves: ['R4.4', 'R9.4'],
    patches: [{ file: 'apps/orchestrator/src/dispatch.ts', replace: "return triedAgain(register, 'ServiceSilent');", by: 'if (triedAgain.length > 0) return register();\n  return triedAgain(register, \'ServiceSilent\');' }],
    caughtBy: orchestrator('test/tasks/waiting.test.ts'),
  },
  {
    name: 'failure-loses-its-cause',
    breaks: 'A wave that failed keeps the name of the error and not what went wrong.',
    proves: ['R9.5'],
    patches: [{ file: 'packages/core/src/ending/settleWave.ts', replace: "return failure.Cause === undefined || failure.Cause === '' ? failure.Error : `${failure.Error}: ${failure.Cause}`;", by: 'return failure.Error;' }],
    caughtBy: core('test/ending/settleWave.test.ts'),
  },
  {
    name: 'service-errors-do-not-say-what-failed',
    breaks: "The service's own words are missing from the error.",
    proves: ['R9.5'],
    patches: [{ file: 'packages/core/src/aws/serviceErrors.ts', replace: 'failed: ${reason}. ${nextStepOf(kind, operation)}', by: 'failed. ${nextStepOf(kind, operation)}' }],
    caughtBy: core('src/aws/serviceErrors.test.ts'),
  },
];
