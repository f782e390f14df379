import { describe, expect, it } from 'vitest';
import { underLoad } from '../../src/load/loadRun.js';
import { adversity, expectSoundLoad, patience, shortTimes } from '../../src/load/soundLoad.js';

describe('fifty drills at the same time within DRS\'s real quotas', () => {
  it('queue for the 15 slots that drills may take of 20, and all complete, each server launched once [A14] [P28]', { timeout: patience }, () =>
    underLoad({ ...adversity, profile: shortTimes, executions: 50 }, async (system, result) => {
      expectSoundLoad(system, result);
      expect(result.mostJobs).toBeLessThanOrEqual(20);
      expect(result.mostServers).toBeLessThanOrEqual(500);
      expect(result.mostJobs).toBeGreaterThanOrEqual(15);
      // Fifty jobs do not fit into fifteen slots: runs had to wait their turn.
      const launchedAt = result.views.map((view) => (view.Waves[0]?.Servers[0]?.LaunchTime ?? 0) - view.StartTime);
      expect(launchedAt.filter((seconds) => seconds > 100).length).toBeGreaterThan(20);
    }));
});
