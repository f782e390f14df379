import type { Mutant } from '../mutant.js';
import { core, orchestrator, testkit } from './packages.js';

const created = 'packages/core/src/execution/newExecution.ts';

/** Faults in what the record of an execution says (design section 3). */
export const records: readonly Mutant[] = [
  {
    name: 'initiator-is-not-recorded',
    breaks: 'The record names the account, not the person, that started the run.',
    proves: ['R5.1', 'P14'],
    patches: [{ file: created, replace: 'InitiatedBy: request.initiatedBy,', by: 'InitiatedBy: request.sourceAccountId,' }],
    caughtBy: core('test/execution/record.test.ts'),
  },
  {
    name: 'times-are-in-milliseconds',
    breaks: 'The StartTime of a run is in milliseconds.',
    proves: ['P14', 'P18', 'R5.1', 'R5.5'],
    patches: [{ file: created, replace: 'StartTime: now,', by: 'StartTime: now * 1000,' }],
    caughtBy: testkit('src/plans/storedRecords.test.ts'),
  },
  {
    name: 'prepared-run-is-still-pending',
    breaks: 'A run whose machine runs is still PENDING.',
    proves: ['R5.1'],
    patches: [{ file: 'apps/orchestrator/src/tasks/prepareExecution.ts', replace: "(current.Status === 'PENDING' ? { ...current, Status: 'RUNNING', MachineStartedAt: now } : current)", by: '(current)' }],
    caughtBy: orchestrator('test/tasks/prepareExecution.test.ts'),
  },
  {
    name: 'settled-wave-has-no-end-time',
    breaks: 'A wave that has ended does not say when.',
    proves: ['R5.2', 'P15'],
    patches: [{ file: 'packages/core/src/ending/settleWave.ts', replace: 'WaveStatus, EndTime: now, Errors:', by: 'WaveStatus, Errors:' }],
    caughtBy: core('test/ending/settleWave.test.ts'),
  },
  {
    name: 'ended-run-has-no-end-time',
    breaks: 'A run that has ended does not say when.',
    proves: ['R5.3', 'P16'],
    patches: [{ file: 'packages/core/src/ending/finalize.ts', replace: '{ ...rest, Status, EndTime: now, Errors:', by: '{ ...rest, Status, Errors:' }],
    caughtBy: orchestrator('test/tasks/finalizeExecution.test.ts'),
  },
  {
    name: 'failed-server-does-not-say-why',
    breaks: 'A server that failed has no error in its record.',
    proves: ['R5.4', 'P17'],
    patches: [{ file: 'packages/core/src/execution/transitions.ts', replace: 'return failed === server ? server : { ...failed, Error: shortened(error) };', by: 'return failed;' }],
    caughtBy: core('test/poll/observe.test.ts'),
  },
  {
    name: 'errors-of-servers-are-not-in-the-record',
    breaks: "The record's Errors hold those of the run and its waves, not those of servers.",
    proves: ['R4.1', 'P11', 'R5.4', 'P17'],
    patches: [{ file: 'packages/core/src/execution/view.ts', replace: '...waves.flatMap((wave) => wave.Errors), ...ofServers];', by: '...waves.flatMap((wave) => wave.Errors)];' }],
    caughtBy: core('test/execution/record.test.ts'),
  },
  {
    name: 'view-lacks-the-status-of-waves',
    breaks: 'A record that is read back has waves without a status.',
    proves: ['R5.5'],
    patches: [{ file: 'packages/core/src/execution/view.ts', replace: 'Status: wave.WaveStatus,', by: '' }],
    caughtBy: orchestrator('test/requests/showExecution.test.ts'),
  },
  {
    name: 'second-run-of-a-plan-starts-beside-the-first',
    breaks: 'The lock of a plan is taken although another run holds it.',
    proves: ['R9.2', 'P27'],
    patches: [{ file: 'packages/core/src/execution/startExecution.ts', replace: "expect: { Version: { is: 'EQUAL', to: plan.Version }, ActiveExecutionId: unlocked },", by: "expect: { Version: { is: 'EQUAL', to: plan.Version } }," }],
    caughtBy: orchestrator('test/requests/startExecution.test.ts'),
  },
  {
    name: 'plan-needs-more-history-than-it-is-said-to',
    breaks: 'A parallel wave counts as 40 events of history, where an engine counted 46.',
    proves: ['R7.4'],
    patches: [{ file: 'packages/core/src/plan/historyEvents.ts', replace: '46 * counts.parallelWaves', by: '40 * counts.parallelWaves' }],
    caughtBy: core('src/plan/historyEvents.test.ts'),
  },
];
