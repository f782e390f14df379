import { systemClock } from '@drs-orchestration/core/aws';
import { beforeAll, describe, expect, it } from 'vitest';
import { definitionFor } from '../../../../scripts/vitest/engineDefinition.js';
import { deployed } from '../machine/definition.js';
import { ended, type EndedExecution } from '../machine/engines/engine.js';
import { stepFunctionsApi } from '../machine/engines/stepFunctionsApi.js';
import { inputOf, mockCases, type MockCase } from '../machine/mocks/mockCases.js';
import { machineName } from '../machine/mocks/mockConfig.js';
import { entered } from '../machine/scenarios/scenario.js';

const endpoint = process.env['AWS_ENDPOINT_URL_SFN'] ?? '';
/** Whether that Step Functions was started with the mock configuration, as docker-compose.yml does. */
const isMocked = endpoint !== '' && process.env['CONFORMANCE_MOCKS'] === 'true';
const without = 'this is no Step Functions Local with the mock configuration; npm run test:engines -- --compose starts one';
const api = stepFunctionsApi(endpoint);
/** Nobody answers under this name: every Task is mocked. */
const noFunction = 'arn:aws:lambda:us-east-1:123456789012:function:nobody';

let stateMachineArn = '';
beforeAll(async () => {
  if (!isMocked) return;
  const created = await api('CreateStateMachine', { name: machineName, definition: definitionFor('stepfunctions-local', deployed(noFunction)), roleArn: 'arn:aws:iam::123456789012:role/machine' });
  stateMachineArn = String(created['stateMachineArn']);
});

async function taken(mockCase: MockCase): Promise<EndedExecution> {
  const { executionArn } = await api('StartExecution', { stateMachineArn: `${stateMachineArn}#${mockCase.name}`, name: `mocked-${mockCase.name}`, input: JSON.stringify(inputOf(mockCase)) });
  for (;;) {
    const state = await api('DescribeExecution', { executionArn });
    if (state['status'] !== 'RUNNING') return ended(state as { status: string }, (page) => api('GetExecutionHistory', { executionArn, ...page }));
    await systemClock.sleep(200);
  }
}

describe('Step Functions Local with the mock configuration, and no function', () => {
  it.concurrent.for(mockCases)('$name: $title', async (mockCase, context) => {
    context.skip(!isMocked, without);
    context.skip(mockCase.long === true, 'it rests for ten minutes, by the wall');
    const execution = await taken(mockCase);
    expect([execution.status, execution.error]).toEqual(mockCase.fails === undefined ? ['SUCCEEDED', undefined] : ['FAILED', mockCase.fails]);
    expect((mockCase.passes ?? []).filter((state) => entered(execution, state) === 0)).toEqual([]);
    expect((mockCase.avoids ?? []).filter((state) => entered(execution, state) > 0)).toEqual([]);
  });
});
