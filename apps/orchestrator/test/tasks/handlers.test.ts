import { describe, expect, it } from 'vitest';
import { createHandler as createApi } from '../../src/api.js';
import { createHandler } from '../../src/orchestrator.js';
import { executionId, planWave, World } from './world/world.js';

describe('the factories of the orchestrator and the api', () => {
  it('run Tasks with the clock and ports they are given', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING' });
    const handler = createHandler({ clock: world.clock, environment: {}, ports: world.context });
    expect(await world.run(() => handler({ Task: 'PrepareExecution', ExecutionId: executionId }))).toMatchObject({ Waves: [{ WaveNumber: 1 }] });
  });

  it('take DRS\'s quotas from the environment', async () => {
    const world = new World();
    await world.given([planWave(1, { ServerIds: ['s-00000000000000001', 's-00000000000000002'] })]);
    const handler = createHandler({ clock: world.clock, environment: { DRS_SERVERS_PER_JOB: '1' }, ports: world.context });
    await world.run(() => handler({ Task: 'LaunchWave', ExecutionId: executionId, WaveNumber: 1 }));
    expect(world.drs.launches).toHaveLength(2);
  });

  it('serve requests, with the deployment\'s account and topic', async () => {
    const world = new World();
    await world.given([planWave(1)]);
    const handler = createApi({ clock: world.clock, environment: { SOURCE_ACCOUNT_ID: '111111111111', TOPIC_ARN: 'arn:aws:sns:us-east-1:111111111111:dr' }, ports: world.context });
    const answer = await world.run(() => handler({ rawPath: `/executions/${executionId}`, requestContext: { http: { method: 'GET' } } }));
    expect(answer.statusCode).toBe(200);
    const bare = createApi({ clock: world.clock, environment: { SOURCE_ACCOUNT_ID: '111111111111' }, ports: world.context });
    expect((await bare({ rawPath: '/nowhere', requestContext: { http: { method: 'GET' } } })).statusCode).toBe(404);
  });

  it('refuse to start without what they need, naming it', () => {
    const world = new World();
    for (const environment of [{}, { SOURCE_ACCOUNT_ID: '' }]) expect(() => createApi({ clock: world.clock, environment, ports: world.context })).toThrow(/SOURCE_ACCOUNT_ID/);
  });
});
