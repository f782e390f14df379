import { thisRun, type ConformanceCase, type TaskBuilder } from './conformanceCase.js';
import type { ConformanceTarget, DescribedExecution, ShownEvent } from './conformanceTarget.js';
import type { ScriptedFunction } from './scriptedFunction.js';
import type { AnsweredCall, ReceivedCall } from './scriptedRun.js';

/** What a case came to on an engine. */
export interface CaseResult extends DescribedExecution {
  /** The history, where the case says something of it; none otherwise. */
  readonly events: readonly ShownEvent[];
  /** The calls that the suite's function got, in order. */
  readonly received: readonly ReceivedCall[];
  /** The calls of the API that it made. */
  readonly answered: readonly AnsweredCall[];
}

/** How long to wait before an execution is looked at again, in seconds: what takes long is asked about ever more rarely. */
const firstPause = 0.2;
const longestPause = 2;

/** Runs a case on an engine under the name `run`, which must be new there. */
export async function runCase(conformanceCase: ConformanceCase, run: string, target: ConformanceTarget, script: ScriptedFunction): Promise<CaseResult> {
  script.script(run, conformanceCase);
  const definition = JSON.stringify(conformanceCase.machine(taskBuilder(target.functionName), target.functionName));
  const { stateMachineArn = '' } = await target.createStateMachine({ name: run, definition });
  const input = JSON.stringify(conformanceCase.input ?? {}).replaceAll(thisRun, run);
  const { executionArn = '' } = await target.startExecution({ stateMachineArn, name: run, input });
  script.started(run, executionArn);
  for (let pause = firstPause; ; pause = Math.min(pause * 1.2, longestPause)) {
    const { output, ...described } = await target.describeExecution({ executionArn });
    if (described.status !== 'RUNNING') {
      const events = looksAtHistory(conformanceCase) ? await history(executionArn, target) : [];
      const { received, answered } = await script.ended(run);
      return { ...described, output: output?.replaceAll(run, thisRun), events, received, answered };
    }
    await target.sleep(pause);
  }
}

function looksAtHistory({ events, eventsInAnyOrder, eventCounts, lastEvent, retryWaits }: ConformanceCase): boolean {
  return [events, eventsInAnyOrder, eventCounts, lastEvent, retryWaits].some((expected) => expected !== undefined);
}

async function history(executionArn: string, target: ConformanceTarget): Promise<readonly ShownEvent[]> {
  const all: ShownEvent[] = [];
  for (let nextToken: string | undefined; ; ) {
    const page = await target.getExecutionHistory({ executionArn, maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) });
    all.push(...(page.events ?? []));
    nextToken = page.nextToken;
    if (nextToken === undefined) return all;
  }
}

/** Builds Task states that invoke `functionName` and tell it which run and which task calls. */
export function taskBuilder(functionName: string): TaskBuilder {
  return (task, more, { token = false, payload = {} } = {}) => ({
    Type: 'Task',
    Resource: `arn:aws:states:::lambda:invoke${token ? '.waitForTaskToken' : ''}`,
    Parameters: {
      FunctionName: functionName,
      Payload: { 'Run.$': '$$.Execution.Name', Task: task, ...(token ? { 'Token.$': '$$.Task.Token' } : {}), ...payload },
    },
    ...more,
  });
}
