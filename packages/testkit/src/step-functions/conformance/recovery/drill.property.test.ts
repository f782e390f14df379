import fc from 'fast-check';
import { describe, it } from 'vitest';
import { expectResult } from '../../../../test/step-functions/expectResult.js';
import { localEngine } from '../localEngine.js';
import { localTarget } from '../localTarget.js';
import { runCase } from '../runCase.js';
import { ScriptedFunction } from '../scriptedFunction.js';
import { sources } from '../sources.js';
import { drill, type DrillStory } from './drill.js';
import { asDeployed } from './recoveryDefinition.js';
import type { ServerStory } from './serverStory.js';
import type { WaveStory } from './waveStory.js';

const times = fc.integer({ min: 0, max: 2 });
const server: fc.Arbitrary<ServerStory> = fc.record({ launchWaits: times, launchUnanswered: times, healthWaits: times, ends: fc.constantFrom('FAILED' as const, 'ODD' as const) }, { requiredKeys: [] });
const wave: fc.Arbitrary<WaveStory> = fc.record(
  {
    skipped: fc.constant(true as const),
    startUnanswered: times,
    approval: fc.constantFrom('APPROVED' as const, 'REJECTED' as const, 'UNANSWERED' as const, 'UNHEARD' as const),
    servers: fc.array(server, { minLength: 1, maxLength: 3 }),
    launchWaits: times,
    launchUnanswered: times,
    healthWaits: times,
    breaksAt: fc.constantFrom('AwaitDependencies' as const, 'AwaitApproval' as const, 'CloseApproval' as const, 'LaunchWave' as const, 'AwaitLaunch' as const, 'CheckHealth' as const),
    oddAt: fc.constantFrom('AwaitDependencies' as const, 'AwaitApproval' as const, 'CloseApproval' as const, 'LaunchWave' as const, 'CheckHealth' as const),
    settleRetries: fc.integer({ min: 0, max: 8 }),
    settleLost: times,
    waitTimeSeconds: fc.integer({ min: 1, max: 3600 }),
    releaseGivenUp: fc.constant(true as const),
  },
  { requiredKeys: [] },
);
const story: fc.Arbitrary<DrillStory> = fc.record(
  { waves: fc.array(wave, { minLength: 1, maxLength: 4 }), prepareRetries: times, drainUnanswered: times, drainBroken: times, cleanUp: fc.oneof(times, fc.constantFrom('NONE' as const, 'BROKEN' as const)) },
  { requiredKeys: ['waves'] },
);

describe('the local engine', () => {
  it('takes recovery.asl.json the way that the language says, whatever befalls a drill', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const { clock, host, engine } = localEngine();
        const script = new ScriptedFunction();
        host.register('conformance', script.handler);
        // Looked at each hour: a drill may take days.
        const target = localTarget(engine, 'conformance', () => clock.sleep(3_60_000));
        script.answerTo(target);
        const expected = drill(asDeployed, { rule: 'any drill', source: [sources.aslMap] }, told);
        expectResult(expected, await clock.run(() => runCase(expected, 'run', target, script)), 0);
      }),
      { numRuns: 30 },
    );
  });
});
