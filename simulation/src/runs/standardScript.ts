import { defaultWorld, standardPlan, testServers } from '@drs-orchestration/testkit';
import type { Script } from '../script/script.js';

/** The standard drill (three waves, six servers, the measured profile), undisturbed. */
export function standardScript(seed: number): Script {
  return {
    seed,
    plan: { plan: standardPlan(), groups: [], warnings: [] },
    executionType: 'DRILL',
    world: { ...defaultWorld(Object.values(testServers).flat()), Seed: seed, Profile: 'measured' },
    storms: [],
    kills: [],
    actions: [],
    approver: { answer: 'NONE', afterSeconds: 0 },
    clockSkew: 0,
  };
}
