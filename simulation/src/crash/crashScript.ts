import { aPlan, defaultWorld, serverIds } from '@drs-orchestration/testkit';
import type { Kill, Script } from '../script/script.js';

const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = serverIds(6);

/** A parallel wave, a sequential one beside it, and one that depends on both, with a wait and an approval. */
function plan(): Script['plan'] {
  const planned = aPlan({ PlanName: 'Crash', WaveOrdering: 'DEPENDENCIES', Notifications: { SnsTopicArn: 'arn:aws:sns:us-east-1:111111111111:dr' } })
    .withWave({ WaveNumber: 1, WaveName: 'Parallel', ServerIds: [first, second], WaitTimeSeconds: 20 })
    .withWave({ WaveNumber: 2, WaveName: 'Sequential', ServerIds: [third, fourth], ExecutionType: 'SEQUENTIAL' })
    .withWave({ WaveNumber: 3, WaveName: 'Dependent', ServerIds: [fifth, sixth], Dependencies: [1, 2], PauseBefore: true })
    .build();
  return { plan: planned, groups: [], warnings: [] };
}

/** A drill on which functions are killed where it is said, and nothing else goes wrong. */
export function crashScript(kills: readonly Kill[]): Script {
  return {
    seed: 7,
    plan: plan(),
    executionType: 'DRILL',
    world: { ...defaultWorld([first, second, third, fourth, fifth, sixth]), Seed: 7, Profile: { JobPending: 30, JobStarted: 20, Launching: 60, LaunchActions: 30, SpreadPercent: 15 } },
    storms: [],
    kills,
    actions: [],
    approver: { answer: 'APPROVE', afterSeconds: 30 },
    clockSkew: 0,
  };
}
