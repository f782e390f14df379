import type { Mutant } from '../mutant.js';
import { core, orchestrator, poller } from './packages.js';

const afterEnd = 'packages/core/src/ending/afterEnd.ts';
const messages = 'packages/core/src/ending/messages.ts';
const outcome = 'packages/core/src/execution/outcome.ts';

/** Faults in ending runs and telling people of it (design sections 4, 8 and 12). */
export const ending: readonly Mutant[] = [
  {
    name: 'run-whose-machine-died-ends-as-its-waves-did',
    breaks: 'A run whose machine timed out or crashed gets the status that its waves give.',
    proves: ['R4.3'],
    patches: [{ file: outcome, replace: "if (header.Machine !== undefined && header.Machine.Status !== 'SUCCEEDED') return 'FAILED';", by: '' }],
    caughtBy: core('test/execution/outcome.test.ts'),
  },
  {
    name: 'timeout-of-the-machine-is-not-told',
    breaks: 'A run whose machine timed out does not say why it FAILED.',
    proves: ['R4.3'],
    patches: [{ file: 'packages/core/src/ending/finalize.ts', replace: "if (header.Machine !== undefined && header.Status !== 'CANCELLING') {", by: "if (header.Machine?.Status === 'FAILED' && header.Status !== 'CANCELLING') {" }],
    caughtBy: orchestrator('test/tasks/repair.test.ts'),
  },
  {
    name: 'cancelled-run-does-not-end-as-cancelled',
    breaks: 'A run that was cancelled gets the status that its waves give.',
    proves: ['R4.5'],
    patches: [{ file: outcome, replace: "if (header.Status === 'CANCELLING') return 'CANCELLED';", by: '' }],
    caughtBy: orchestrator('test/tasks/finalizeExecution.test.ts'),
  },
  {
    name: 'drain-is-judged-by-waves-read-before-the-header',
    breaks: 'A run that was cancelled while a poll asked DRS ends although a wave was launched meanwhile.',
    proves: ['P16'],
    patches: [{ file: 'apps/poller/src/pollExecution.ts', replace: 'isDrained(header, waves, unixSeconds(context.clock)) ? context.executions.load(executionId) : { header, waves }', by: '{ header, waves }' }],
    caughtBy: poller('test/endWithoutMachine.test.ts'),
  },
  {
    name: 'clean-up-ends-without-what-was-found-meanwhile',
    breaks: 'A clean-up is COMPLETED although a reconciliation has found another instance since it looked.',
    proves: ['R10.3'],
    patches: [{ file: 'apps/orchestrator/src/tasks/cleanUp.ts', replace: '...addedSince(before, current.CleanUp)', by: '...addedSince(current.CleanUp, before)' }],
    caughtBy: orchestrator('test/tasks/cleanUp.test.ts'),
  },
  {
    name: 'launched-server-that-nobody-names-counts-as-gone',
    breaks: 'A clean-up is COMPLETED although DRS launched a server and lists no instance of it.',
    proves: ['R10.3'],
    patches: [{ file: 'apps/orchestrator/src/tasks/cleanUp.ts', replace: 'confirmed.problem ?? unseenProblem(attempt.unseen)', by: 'confirmed.problem ?? unseenProblem([])' }],
    caughtBy: orchestrator('test/tasks/cleanUp.test.ts'),
  },
  {
    name: 'machine-that-was-started-late-counts-as-gone',
    breaks: 'A machine that the repair has just started counts as ended, because DescribeExecution does not know it yet.',
    proves: ['R4.3'],
    patches: [{ file: 'packages/core/src/execution/machineStart.ts', replace: 'now - (header.MachineStartedAt ?? header.StartTime + acceptingSeconds)', by: 'now - (header.StartTime + acceptingSeconds)' }],
    caughtBy: orchestrator('test/tasks/repair.test.ts'),
  },
  {
    name: 'end-is-not-told',
    breaks: 'No message is sent about the end of a run.',
    proves: ['R8.1', 'P23', 'R8.2', 'P24'],
    patches: [{ file: afterEnd, replace: "if (header.NotificationStatus === 'PENDING') await notifyOfEnd(context, execution);", by: '' }],
    caughtBy: orchestrator('test/tasks/finalizeExecution.test.ts'),
  },
  {
    name: 'failure-message-lacks-the-trouble',
    breaks: 'The message about a failed run has neither its errors nor the servers concerned.',
    proves: ['R8.2', 'P24'],
    patches: [{ file: messages, replace: "header.Status === 'COMPLETED' ? summary : { ...summary, ...trouble }", by: 'trouble.Errors.length < 0 ? { ...summary, ...trouble } : summary' }],
    caughtBy: core('test/ending/messages.test.ts'),
  },
  {
    name: 'duration-is-in-milliseconds',
    breaks: "The message's Duration is in milliseconds.",
    proves: ['R8.5', 'P25', 'R8.1', 'P23'],
    patches: [{ file: messages, replace: 'Duration: (header.EndTime ?? header.StartTime) - header.StartTime,', by: 'Duration: ((header.EndTime ?? header.StartTime) - header.StartTime) * 1000,' }],
    caughtBy: core('test/ending/messages.test.ts'),
  },
  {
    name: 'missing-topic-is-published-to',
    breaks: 'A message is published although no topic is configured.',
    proves: ['R8.3'],
    patches: [
      { file: 'packages/core/src/ending/finalize.ts', replace: "current.SnsTopicArn === undefined ? 'NOT_CONFIGURED' : 'PENDING'", by: "'PENDING'" },
      { file: afterEnd, replace: "if (header.SnsTopicArn === undefined) return 'NOT_CONFIGURED';", by: '' },
      { file: afterEnd, replace: 'endMessage(header.SnsTopicArn, header, waves)', by: "endMessage(header.SnsTopicArn ?? '', header, waves)" },
    ],
    caughtBy: orchestrator('test/tasks/finalizeExecution.test.ts'),
  },
  {
    name: 'failed-message-fails-the-task',
    breaks: 'A message that cannot be published fails the Task that sends it.',
    proves: ['R8.4'],
    patches: [{ file: 'apps/orchestrator/src/tasks/notify.ts', replace: '} catch (error) {', by: '} catch (error) {\n    if (error instanceof Error) throw error;' }],
    caughtBy: orchestrator('test/tasks/awaitApproval.test.ts'),
  },
  {
    name: 'failed-message-fails-the-run',
    breaks: 'A message about the end that cannot be published fails the Task that finalizes the run.',
    proves: ['R8.4'],
    patches: [{ file: afterEnd, replace: '} catch (error) {', by: '} catch (error) {\n    if (error instanceof Error) throw error;' }],
    caughtBy: orchestrator('test/tasks/finalizeExecution.test.ts'),
  },
];
