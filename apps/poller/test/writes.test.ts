import { describe, expect, it } from 'vitest';
import { pollExecution } from '../src/pollExecution.js';
import { executionId, launching, participant, server, serverId, start, statuses, World } from './world.js';

describe('what a poll writes [A13]', () => {
  it('is the header\'s claim alone, when nothing changed', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')]), launching([server(2, 'STARTED', { RecoveryJobId: 'drsjob-2' })])], { Phase: 'STARTED' });
    world.drs.job('drsjob-1', 'STARTED', [participant(1)]);
    world.drs.job('drsjob-2', 'STARTED', [participant(2)]);
    expect(await world.poll()).toMatchObject({ ChangedWaves: [] });
    expect(world.written()).toEqual([['EXECUTION']]);
    expect(world.writes[0]?.[0]).toMatchObject({ kind: 'update', set: { LastPolledTime: start, NextPollTime: start + 15, Polls: 1 } });
    expect(Object.keys((world.writes[0]?.[0] as { set: object }).set).sort()).toEqual(['LastPolledTime', 'NextPollTime', 'Polls', 'Rev']);
  });

  it('is one update of a changed wave, and of no other [B5]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')]), launching([server(2, 'STARTED', { RecoveryJobId: 'drsjob-2' })])], { Phase: 'STARTED' });
    world.drs.job('drsjob-1', 'STARTED', [participant(1)]);
    world.drs.job('drsjob-2', 'STARTED', [participant(2, 'IN_PROGRESS')]);
    expect(await world.poll()).toMatchObject({ ChangedWaves: [2] });
    expect(world.written()).toEqual([['EXECUTION'], ['WAVE#002']]);
  });

  it('never overrides a NextPollTime that a launch moved meanwhile, nor its phase', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])], { Phase: 'STARTED' });
    world.drs.job('drsjob-1', 'PENDING', [participant(1, 'IN_PROGRESS')]);
    world.drs.meanwhile = async () => {
      // What a launch writes: sooner or as soon.
      await world.context.executions.changeHeader(executionId, (header) => ({ ...header, Phase: 'LAUNCHING', NextPollTime: Math.min(header.NextPollTime ?? Infinity, start + 15) }));
    };
    await world.poll();
    expect(await world.header()).toMatchObject({ Phase: 'LAUNCHING', NextPollTime: start + 15 });
  });

  it('keeps what others wrote to the wave meanwhile', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED'), server(2, 'NOT_STARTED')])]);
    world.drs.job('drsjob-1', 'STARTED', [participant(1, 'LAUNCHED', 'i-1')]);
    world.drs.meanwhile = async () => {
      await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, Tokens: { LAUNCH: 'late' }, Servers: wave.Servers.map((record) => (record.SourceServerId === serverId(2) ? server(2, 'LAUNCHING', { RecoveryJobId: 'drsjob-2' }) : record)) }));
    };
    await world.poll();
    expect(await statuses(world)).toEqual(['LAUNCHED', 'LAUNCHING']);
    expect((await world.wave()).Tokens).toEqual({ LAUNCH: 'late' });
  });

  it('by a second poller at the same time does no harm: each transition is there once [B4] [A16]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'PENDING')], { Tokens: { LAUNCH: 't1' } })]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    let inner = false;
    world.drs.meanwhile = async () => {
      if (inner) return;
      inner = true;
      await world.context.executions.changeHeader(executionId, (header) => ({ ...header, NextPollTime: start }));
      await pollExecution(world.context, executionId, start);
    };
    await world.poll(start);
    expect((await world.wave()).Servers[0]?.TransitionHistory).toEqual([{ Status: 'LAUNCHED', At: start }]);
    expect(await world.header()).toMatchObject({ Polls: 2 });
  });

  it('an older answer that is merged after a newer one takes nothing back', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])]);
    world.drs.job('drsjob-1', 'STARTED', [participant(1, 'IN_PROGRESS')]);
    world.drs.meanwhile = async () => {
      await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, Servers: [server(1, 'LAUNCHED', { InstanceId: 'i-1', LaunchedTime: start })] }));
    };
    await world.poll();
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'LAUNCHED', InstanceId: 'i-1' });
  });
});
