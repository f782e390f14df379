import { describe, expect, it } from 'vitest';
import { executionId, planWave, serverId, World } from '../tasks/world/world.js';
import { event, send } from './requests.js';

describe('GET /executions/{id}', () => {
  it('shows the execution as one record [R5.5]', async () => {
    const world = new World();
    await world.given([planWave(1)]);
    const answer = await send(world, event('GET', `/executions/${executionId}`));
    expect(answer).toMatchObject({ statusCode: 200, body: { ExecutionId: executionId, Status: 'RUNNING', Waves: [{ WaveNumber: 1, Status: 'PENDING', Servers: [{ SourceServerId: serverId(1), Status: 'NOT_STARTED', PollAttempts: 0 }] }] } });
    expect(answer.body).not.toHaveProperty('Rev');
  });

  it('of one nobody knows is 404', async () => {
    expect(await send(new World(), event('GET', '/executions/nobody'))).toMatchObject({ statusCode: 404, body: { detail: expect.stringContaining('nobody') } });
  });

  it('survives what a path may hold', async () => {
    expect((await send(new World(), event('GET', '/executions/a%2Fb'))).statusCode).toBe(404);
    expect((await send(new World(), event('GET', '/executions/%E0%A4%A'))).statusCode).toBe(400);
  });
});
