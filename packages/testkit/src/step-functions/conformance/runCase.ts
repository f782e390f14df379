import type { ConformanceCase, TaskBuilder } from './conformanceCase.js';
import type { ConformanceTarget, DescribedExecution } from './conformanceTarget.js';
import type { ScriptedFunction } from './scriptedFunction.js';

/** What a case came to on an engine; the types of its events only where the case says something of them. */
export interface CaseResult extends DescribedExecution {
  readonly eventTypes: readonly string[];
}

/** Runs a case on an engine under the name `run`, which must be new there. */
export async function runCase(conformanceCase: ConformanceCase, run: string, target: ConformanceTarget, script: ScriptedFunction): Promise<CaseResult> {
  script.script(run, conformanceCase);
  const definition = JSON.stringify(conformanceCase.machine(taskBuilder(target.functionName), target.functionName));
  const { stateMachineArn = '' } = await target.createStateMachine({ name: run, definition });
  const { executionArn = '' } = await target.startExecution({ stateMachineArn, name: run, input: JSON.stringify(conformanceCase.input ?? {}) });
  for (;;) {
    const described = await target.describeExecution({ executionArn });
    if (described.status !== 'RUNNING') {
      return { ...described, eventTypes: await eventTypes(conformanceCase, executionArn, target) };
    }
    await target.sleep(0.25);
  }
}

async function eventTypes({ events, eventCounts, eventTotal }: ConformanceCase, executionArn: string, target: ConformanceTarget): Promise<readonly string[]> {
  if (events === undefined && eventCounts === undefined && eventTotal === undefined) return [];
  const history = await target.getExecutionHistory({ executionArn, maxResults: 1000 });
  return (history.events ?? []).map(({ type }) => type ?? '');
}

function taskBuilder(functionName: string): TaskBuilder {
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
