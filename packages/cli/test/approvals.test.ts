import { aPlan, testServers } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { exitStatusOf } from '../src/exitStatus.js';
import { drill, launchJobs, ofType, quick } from './support/drill.js';

const [server] = testServers.Database;
const pausing = aPlan().withWave({ ServerIds: [server], PauseBefore: true, ApprovalTimeoutSeconds: 300 });

describe('a wave that pauses', () => {
  it('launches as the scenario approves, after its AfterSeconds, and records who and why', async () => {
    const run = await drill(pausing, { scenario: `${quick}Approvals:\n  - { WaveNumber: 1, AfterSeconds: 30, Decision: APPROVE, By: dr-lead, Reason: smoke test green }\n` });
    expect(run.view.Status).toBe('COMPLETED');
    expect(run.view.Waves[0]?.Approval).toMatchObject({ Decision: 'APPROVED', Reason: 'smoke test green' });
    expect(run.view.Waves[0]?.Approval?.By).toMatch(/user\/dr-lead$/);
    expect(run.view.Waves[0]?.StartTime).toBeGreaterThanOrEqual((run.view.Waves[0]?.Approval?.RequestedAt ?? Infinity) + 30);
  });

  it('is CANCELLED where the scenario rejects it: nothing launches, exit status 13', async () => {
    const run = await drill(pausing, { scenario: `${quick}Approvals:\n  - { WaveNumber: 1, Decision: REJECT, By: dr-lead, Reason: not today }\n` });
    expect(exitStatusOf(run.view.Status)).toBe(13);
    expect(run.view.Waves[0]?.Status).toBe('CANCELLED');
    expect(launchJobs(run)).toEqual([]);
    expect(ofType(run.events, 'WaveEnded')[0]?.Because).toContain('not today');
  });

  it('asks whoever sits at the terminal, while the clock stands still', async () => {
    const asked: string[] = [];
    const run = await drill(pausing, {
      ask: async (wave) => {
        asked.push(wave.WaveName);
        await Promise.resolve();
        return { decision: 'APPROVE', reason: 'looks good' };
      },
    });
    expect(asked).toEqual(['Wave 1']);
    expect(run.view.Status).toBe('COMPLETED');
    expect(run.view.Waves[0]?.Approval).toMatchObject({ Decision: 'APPROVED', Reason: 'looks good' });
    expect(run.view.Waves[0]?.Approval?.By).toMatch(/user\/tester$/);
  });

  it('is CANCELLED by its own timeout where nobody answers, and that nobody can is said', async () => {
    const run = await drill(pausing);
    expect(run.view.Waves[0]?.Status).toBe('CANCELLED');
    expect(run.result.Errors.map((error) => error.Code)).toEqual(['ApprovalTimedOut']);
    expect(ofType(run.events, 'Warning').map((event) => event.Message).join()).toContain('nobody is here to approve wave 1');
  });
});
