import { drillsLeaveNothing, strangersAreLeftAlone, terminatedIsGone } from '../../../src/invariants/cleanUps.js';
import type { SimulationMutant } from '../../mutant.js';
import { mutant } from './breaking.js';

const finalizing = 'packages/core/src/ending/finalize.ts';

/** Faults in ending what a drill launched (design section 8). */
export const cleanUps: readonly SimulationMutant[] = [
  mutant('only-complete-drills-are-cleaned-up', 'A drill of which a wave failed keeps its instances.', drillsLeaveNothing, {
    file: finalizing,
    replace: 'header.TerminateAfterDrill && launched;',
    by: "header.TerminateAfterDrill && launched && waves.every((wave) => wave.WaveStatus === 'COMPLETED');",
  }),
  mutant('clean-up-does-not-terminate', 'The clean-up looks for what a drill launched and terminates none of it, yet says it did.', drillsLeaveNothing, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'if (remaining.length === 0 && problem === undefined) return',
    by: 'if (problem === undefined) return',
  }, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'await terminateBatch(context, drs, alive.slice(start, start + batchSize));',
    by: 'void terminateBatch;',
  }, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'Remaining: listedRemaining(remaining),',
    by: 'Remaining: listedRemaining([]),',
  }),
  mutant('instances-that-remain-are-not-named', 'A clean-up that could not end some instances does not say which.', drillsLeaveNothing, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'Remaining: listedRemaining(remaining),',
    by: 'Remaining: listedRemaining([]),',
  }),
  mutant('what-is-to-end-counts-as-terminated', 'An instance counts as terminated once DRS was asked to end it.', terminatedIsGone, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'return { remaining: new Set(ours.map((instance) => instance.ec2InstanceId)), unseen };',
    by: 'return { remaining: new Set<string>(), unseen };',
  }, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: "return { gone: absent.filter((id) => gone.has(states.get(id) ?? 'unknown')) };",
    by: 'return { gone: states.size >= 0 && gone.size > 0 ? absent : [] };',
  }),
  mutant('clean-up-takes-every-drill-instance', "A clean-up ends each drill instance of its servers, also those that were there before.", strangersAreLeftAlone, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: ' && instance.jobId !== undefined && jobs.has(instance.jobId)',
    by: ' && jobs.size >= 0',
  }),
];
