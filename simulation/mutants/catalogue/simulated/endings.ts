import { drainEnds, nothingInTheAir } from '../../../src/invariants/drain.js';
import { boundIsThePlans, everyRunEnds, lockIsKept, lockReleased, oneRunAPlan, runningMachinesCount, startsAreAnswered, withinBounds } from '../../../src/invariants/endings.js';
import { endIsTold } from '../../../src/invariants/messages.js';
import type { SimulationMutant } from '../../mutant.js';
import { atEveryDeath, mutant } from './breaking.js';

const afterEnd = 'packages/core/src/ending/afterEnd.ts';
const finalizing = 'packages/core/src/ending/finalize.ts';

/** Faults in ending a run and closing it (design sections 4, 5 and 9). */
export const endings: readonly SimulationMutant[] = [
  mutant('run-ends-without-its-time', 'A run that has ended does not say when.', everyRunEnds, {
    file: finalizing,
    replace: '{ ...rest, Status, EndTime: now, Errors:',
    by: '{ ...rest, Status, Errors:',
  }),
  mutant('repairs-are-never-called', 'What a dead function left undone stays undone.', withinBounds, {
    file: 'apps/finder/src/repairs.ts',
    replace: 'await context.functions.invokeRepair({ ExecutionId }, signal);',
    by: '',
  }),
  mutant('run-without-a-machine-is-not-started', 'A run that was accepted, and whose machine was never started, stays PENDING.', everyRunEnds, {
    file: 'apps/orchestrator/src/tasks/repair.ts',
    replace: "if (header.Status === 'PENDING' && header.MachineStartedAt === now) await context.machine.start(executionId, { Mode: 'RUN', ExecutionId: executionId });",
    by: '',
  }),
  mutant('end-is-never-told', 'No message is sent about the end of a run.', endIsTold, {
    file: afterEnd,
    replace: "if (header.NotificationStatus === 'PENDING') await notifyOfEnd(context, execution);",
    by: '',
  }),
  atEveryDeath(mutant('message-counts-as-sent-before-it-is', 'The message is recorded as SENT before it is published, so that a function that dies in between sends none.', endIsTold, {
    file: afterEnd,
    replace: 'const status = await published(context, execution);',
    by: "await context.executions.changeHeader(execution.header.ExecutionId, (current) => ({ ...current, NotificationStatus: 'SENT' }));\n  const status = await published(context, execution);",
  })),
  mutant('message-gives-its-duration-in-milliseconds', "The message's Duration is in milliseconds.", endIsTold, {
    file: 'packages/core/src/ending/messages.ts',
    replace: 'Duration: (header.EndTime ?? header.StartTime) - header.StartTime,',
    by: 'Duration: ((header.EndTime ?? header.StartTime) - header.StartTime) * 1000,',
  }),
  mutant('lock-is-kept', 'A run that has ended keeps its plan locked.', lockReleased, {
    file: afterEnd,
    replace: 'await releaseLock(context.items, header.PlanId, header.ExecutionId);',
    by: 'void releaseLock;',
  }),
  mutant('lock-is-released-whosever-it-is', "A run that has ended releases its plan's lock, although another run has taken it meanwhile.", lockIsKept, {
    file: 'packages/core/src/execution/planLock.ts',
    replace: ", expect: { ActiveExecutionId: { is: 'EQUAL', to: executionId } } });",
    by: ' });',
  }),
  mutant('stop-of-a-cancelled-machine-is-not-repeated', 'A cancelled machine that still runs is not stopped again.', withinBounds, {
    file: 'apps/poller/src/pollExecution.ts',
    replace: 'await context.machine.stop(',
    by: 'void (',
  }),
  mutant('cancelled-machine-counts-as-stopped', 'A run that was cancelled gets its final status although its machine still runs.', everyRunEnds, {
    file: 'apps/poller/src/pollExecution.ts',
    replace: 'if (header.Machine === undefined && !(await machineStopped(context, execution))) return false;',
    by: 'void machineStopped;',
  }),
  mutant('machine-that-is-not-known-yet-counts-as-gone', 'A machine that DescribeExecution does not know right after its start counts as ended.', runningMachinesCount, {
    file: 'apps/orchestrator/src/tasks/repair.ts',
    replace: 'if (machine === undefined && mayBeUnknownYet(header, unixSeconds(context.clock))) return;',
    by: '',
  }),
  mutant('second-run-starts-beside-the-first', 'Only a run that is still PENDING keeps another run of its plan from starting.', oneRunAPlan, {
    file: 'packages/core/src/execution/startExecution.ts',
    replace: 'if (running !== undefined && !isFinal(running.Status)) {',
    by: "if (running !== undefined && running.Status === 'PENDING') {",
  }),
  mutant('final-status-does-not-wait-for-jobs', 'An execution is finalized as soon as its waves are, whatever is in the air.', nothingInTheAir, {
    file: 'packages/core/src/ending/drain.ts',
    replace: 'return now >= Math.max(stopped ?? 0, ...waves.map((wave) => wave.EndTime ?? 0)) + drainSeconds;',
    by: 'return now >= Math.min(stopped ?? 0, drainSeconds);',
  }),
  mutant('another-start-gets-the-running-one', 'A recovery that is asked for while a drill runs is answered with the drill.', startsAreAnswered, {
    file: 'packages/core/src/execution/startExecution.ts',
    replace: 'if (running.ExecutionType !== request.executionType ||',
    by: 'if (',
  }),
  mutant('drain-lasts-twice-as-long', 'What is in the air is given up after four hours.', drainEnds, {
    file: 'packages/core/src/ending/drain.ts',
    replace: '...waves.map((wave) => wave.EndTime ?? 0)) + drainSeconds;',
    by: '...waves.map((wave) => wave.EndTime ?? 0)) + drainSeconds * 2;',
  }),
  mutant('bound-forgets-sequential-waves', 'The bound of a sequential wave is that of one server.', boundIsThePlans, {
    file: 'packages/core/src/plan/executionBounds.ts',
    replace: "const launches = wave.ExecutionType === 'SEQUENTIAL' ? wave.ServerCount : 1;",
    by: 'const launches = 1;',
  }),
];
