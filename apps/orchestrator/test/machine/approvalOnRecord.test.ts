import { StepFunctions, StepFunctionsApiError } from '@drs-orchestration/testkit';
import { ServiceError, type WaveRecord } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { dispatch } from '../../src/dispatch.js';
import { caller, event, sendWithin } from '../requests/requests.js';
import { executionId, planWave, start, World } from '../tasks/world/world.js';
import { deployed } from './definition.js';

/** What became of a run of one wave that waits 60 s for its approval. */
interface Approved {
  readonly world: World;
  readonly tasks: readonly string[];
  readonly answers: readonly number[];
}

/**
 * Runs the machine with the function itself behind its Tasks, until a launch is waited for.
 * @param approveAt the seconds of the run at which somebody approves
 * @param refusedUntil the second until which the callback of an approval is refused
 */
async function run(approveAt: readonly number[], refusedUntil = 0): Promise<Approved> {
  const world = new World();
  await world.given([planWave(1, { PauseBefore: true, ApprovalTimeoutSeconds: 60 })], { Status: 'PENDING' });
  const tasks: string[] = [];
  let ids = 0;
  let executionArn = '';
  const engine: StepFunctions = new StepFunctions({
    clock: world.clock,
    identifiers: { uuid: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}` },
    async invoke(_, payload) {
      const { Task } = payload as { readonly Task: string };
      tasks.push(Task);
      if (Task === 'AwaitLaunch') await engine.stopExecution({ executionArn });
      return { payload: await dispatch(world.context, payload) };
    },
  });
  world.machine.answer = async (taskToken, output) => {
    if (output['Answer'] === 'APPROVED' && world.now - start < refusedUntil) throw new ServiceError({ service: 'Step Functions', operation: 'SendTaskSuccess', kind: 'THROTTLED', message: 'Rate exceeded' });
    try {
      await engine.sendTaskSuccess({ taskToken, output: JSON.stringify(output) });
      return 'ACCEPTED';
    } catch (error) {
      if (error instanceof StepFunctionsApiError) return 'GONE';
      throw error;
    }
  };
  const approve = async (at: number): Promise<number> => {
    await world.clock.sleep(at * 1000);
    return (await sendWithin(world, event('POST', `/executions/${executionId}/approve`, { WaveNumber: 1, Reason: 'checked' }))).statusCode;
  };
  const answers = await world.run(async () => {
    const { stateMachineArn } = await engine.createStateMachine({ name: 'recovery', definition: deployed('arn:aws:lambda:us-east-1:123456789012:function:orchestrator'), roleArn: 'arn:aws:iam::123456789012:role/machine' });
    ({ executionArn } = await engine.startExecution({ stateMachineArn, name: executionId, input: JSON.stringify({ Mode: 'RUN', ExecutionId: executionId }) }));
    const [, ...given] = await Promise.all([engine.untilEnded(executionArn), ...approveAt.map(approve)]);
    return given;
  });
  return { world, tasks, answers };
}

const record = ({ WaveStatus, Approval, Errors }: WaveRecord): unknown => [WaveStatus, Approval?.Decision, Errors.map(({ Code }) => Code)];
const untilAsked = ['PrepareExecution', 'AwaitDependencies', 'AwaitApproval'];
const unlaunched = ['SettleWave', 'ReleaseDependents', 'AwaitDrain', 'FinalizeExecution'];

describe('an approval, with the function itself behind the machine', () => {
  it('that is heard launches the wave, and nothing is closed', async () => {
    const { world, tasks, answers } = await run([30]);
    expect(answers).toEqual([202]);
    expect(tasks).toEqual([...untilAsked, 'LaunchWave', 'AwaitLaunch']);
    expect(record(await world.wave())).toEqual(['LAUNCHING', 'APPROVED', []]);
  });

  it('that is recorded, and whose callback is refused until its Task is over, launches the wave all the same', async () => {
    const { world, tasks, answers } = await run([30], 61);
    expect(answers).toEqual([202]);
    expect(tasks).toEqual([...untilAsked, 'CloseApproval', 'LaunchWave', 'AwaitLaunch']);
    const wave = await world.wave();
    expect(record(wave)).toEqual(['LAUNCHING', 'APPROVED', []]);
    expect(wave).toMatchObject({ StartTime: start + 60, Approval: { By: caller, At: start + 30 } });
    expect(world.ourJobs()).toHaveLength(1);
  });

  it('that nobody gives ends the wave as CANCELLED, settled exactly once, and the run with it', async () => {
    const { world, tasks } = await run([]);
    expect(tasks).toEqual([...untilAsked, 'CloseApproval', ...unlaunched]);
    const wave = await world.wave();
    expect(record(wave)).toEqual(['CANCELLED', undefined, ['ApprovalTimedOut']]);
    expect(wave.EndTime).toBe(start + 60);
    expect(world.log.lines.filter(({ message }) => message.startsWith('wave settled'))).toHaveLength(1);
    expect((await world.header()).Status).toBe('CANCELLED');
  });

  it('that is given just after its time is refused, and changes nothing', async () => {
    const { world, tasks, answers } = await run([60.5]);
    expect(answers).toEqual([409]);
    expect(tasks).toEqual([...untilAsked, 'CloseApproval', ...unlaunched]);
    expect(record(await world.wave())).toEqual(['CANCELLED', undefined, ['ApprovalTimedOut']]);
    expect(world.ourJobs()).toEqual([]);
  });
});
