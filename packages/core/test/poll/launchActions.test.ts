import { describe, expect, it } from 'vitest';
import { observe } from '../../src/poll/observe.js';
import { isRunning } from '../../src/execution/settlement.js';
import type { ServerRecord } from '../../src/execution/records.js';
import type { DrsLaunchActionRun } from '../../src/ports/drs.js';
import { aJob, serverId, serverIn, start } from '../records.js';

const now = start + 900;

function seen(server: ServerRecord, launchActionRuns: readonly DrsLaunchActionRun[] | undefined, keys: { jobStatus?: string; LaunchActions?: 'REQUIRED' | 'OPTIONAL'; type?: 'DRILL' | 'RECOVERY'; at?: number } = {}): ServerRecord {
  const participant = { sourceServerId: serverId(1), launchStatus: 'LAUNCHED', ...(launchActionRuns === undefined ? {} : { launchActionRuns }) };
  const job = aJob({ status: keys.jobStatus ?? 'STARTED' }, participant);
  return observe(server, { job, participant }, { LaunchActions: keys.LaunchActions ?? 'REQUIRED' }, keys.type ?? 'RECOVERY', keys.at ?? now, 5);
}

const running: DrsLaunchActionRun = { status: 'IN_PROGRESS', actionName: 'agent' };
const succeeded: DrsLaunchActionRun = { status: 'SUCCEEDED', actionName: 'agent' };
const failed: DrsLaunchActionRun = { status: 'FAILED', actionName: 'agent', failureReason: 'no SSM' };

describe('launch actions of a recovery [T1.4.4] [T2.1.2] [A8]', () => {
  it('a server whose actions run is LAUNCHED and not through', () => {
    const server = seen(serverIn('IN_PROGRESS'), [succeeded, running]);
    expect(server).toMatchObject({ Status: 'LAUNCHED', PostLaunchActionsStatus: 'IN_PROGRESS' });
    expect(isRunning(server, 'RECOVERY')).toBe(true);
    expect(server.PollsAtSettle).toBeUndefined();
  });

  it('a server is through when all have SUCCEEDED', () => {
    const server = seen(seen(serverIn('IN_PROGRESS'), [running, succeeded]), [succeeded, succeeded]);
    expect(server).toMatchObject({ Status: 'LAUNCHED', PostLaunchActionsStatus: 'SUCCEEDED', PollsAtSettle: 5 });
    expect(isRunning(server, 'RECOVERY')).toBe(false);
  });

  it('a failed one fails the server, named, with its reason [P17]', () => {
    const server = seen(serverIn('LAUNCHED'), [succeeded, failed]);
    expect(server).toMatchObject({ Status: 'FAILED', PostLaunchActionsStatus: 'FAILED' });
    expect(server.Error).toContain('agent (no SSM)');
  });

  it('a failed one makes it WARNING where the wave says OPTIONAL, and the server counts as launched', () => {
    const server = seen(serverIn('LAUNCHED'), [failed], { LaunchActions: 'OPTIONAL' });
    expect(server).toMatchObject({ Status: 'WARNING', PostLaunchActionsStatus: 'FAILED', InstanceId: 'i-1' });
    expect(server.Error).toContain('agent (no SSM)');
  });

  it('none shown yet says nothing while the job runs, for they may still appear', () => {
    for (const runs of [undefined, []]) {
      const server = seen(serverIn('IN_PROGRESS'), runs);
      expect(server.PostLaunchActionsStatus).toBeUndefined();
      expect(isRunning(server, 'RECOVERY')).toBe(true);
    }
  });

  it('none shown by a job that is over means that there are none', () => {
    const server = seen(serverIn('IN_PROGRESS'), undefined, { jobStatus: 'COMPLETED' });
    expect(server.PostLaunchActionsStatus).toBe('NONE');
    expect(isRunning(server, 'RECOVERY')).toBe(false);
  });

  it('a drill does not wait for them [A7]', () => {
    const server = seen(serverIn('IN_PROGRESS'), [running], { type: 'DRILL' });
    expect(server.PostLaunchActionsStatus).toBeUndefined();
    expect(isRunning(server, 'DRILL')).toBe(false);
  });

  it.each([[[running]], [[]], [undefined]])('a late answer (%j) does not take SUCCEEDED back', (late) => {
    const through = seen(serverIn('LAUNCHED'), [succeeded]);
    expect(seen(through, late, { at: now + 15 })).toEqual(through);
    expect(seen(through, late, { at: now + 15, jobStatus: 'COMPLETED' })).toEqual(through);
  });

  it('a late answer does not make a server run again whose job showed no actions', () => {
    const through = seen(serverIn('LAUNCHED'), undefined, { jobStatus: 'COMPLETED' });
    expect(isRunning(seen(through, [running], { at: now + 15 }), 'RECOVERY')).toBe(false);
  });
});
