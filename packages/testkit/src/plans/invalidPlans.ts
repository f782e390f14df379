import * as fc from 'fast-check';
import { validPlanInput } from './validPlans.js';
import type { PlanInput } from './planInput.js';
import { structuralMutations, type PlanMutation } from './structuralMutations.js';

/** A plan file's content that is not valid, what was done to it, and exactly where its faults are. */
export interface InvalidPlanDraw {
  readonly input: unknown;
  readonly mutations: readonly string[];
  readonly paths: readonly string[];
}

/** Sets keys of the plan itself. */
const planKeys = (name: string, keys: Readonly<Record<string, unknown>>, paths: readonly string[]): PlanMutation => ({
  name,
  apply: (plan) => ({ plan: { ...plan, ...keys }, paths }),
});

/** Sets keys of one wave; each such mutation has a wave key of its own. */
const waveKeys = (name: string, keys: Readonly<Record<string, unknown>>, path: string): PlanMutation => ({
  name,
  apply: (plan, pick) => {
    const index = pick % plan.Waves.length;
    const Waves = plan.Waves.map((wave, at) => (at === index ? { ...wave, ...keys } : wave));
    return { plan: { ...plan, Waves }, paths: [`Waves[${index}].${path}`] };
  },
  spoilsWaves: true,
});

const fieldMutations: readonly PlanMutation[] = [
  planKeys('an unknown key', { WaveOrdring: 'SEQUENTIAL' }, ['WaveOrdring']),
  planKeys('an account number without quotes', { TargetAccountId: 222222222222 }, ['TargetAccountId']),
  planKeys('a role by its ARN', { AssumeRoleName: 'arn:aws:iam::222222222222:role/x' }, ['AssumeRoleName']),
  planKeys('an external id that is too short', { ExternalId: 'x' }, ['ExternalId']),
  planKeys('a topic that is no ARN', { Notifications: { SnsTopicArn: 'dr-team' } }, ['Notifications.SnsTopicArn']),
  planKeys('a negative recovery time objective', { RtoTargetSeconds: -1 }, ['RtoTargetSeconds']),
  planKeys('an answer of yes', { TerminateAfterDrill: 'yes' }, ['TerminateAfterDrill']),
  planKeys('an empty description', { Description: null }, ['Description']),
  waveKeys('a negative wait', { WaitTimeSeconds: -1 }, 'WaitTimeSeconds'),
  waveKeys('a timeout in quotes', { TimeoutSeconds: '1800' }, 'TimeoutSeconds'),
  waveKeys('an approval timeout of nothing', { ApprovalTimeoutSeconds: 0 }, 'ApprovalTimeoutSeconds'),
  waveKeys('an unknown kind of wave', { ExecutionType: 'PARALEL' }, 'ExecutionType'),
  waveKeys('a snapshot that is none', { RecoverySnapshotId: 'snap-1' }, 'RecoverySnapshotId'),
  waveKeys('an unknown key of a wave', { Colour: 'red' }, 'Colour'),
  waveKeys('an unknown key of the health check', { HealthCheck: { Enable: true } }, 'HealthCheck.Enable'),
  waveKeys('a name of blanks', { WaveName: ' ' }, 'WaveName'),
];

/**
 * Valid plans spoilt by one or more named mutations, with the paths of exactly the faults that must be found: at most
 * one change of the structure, since such changes hide each other, and any number of wrong values.
 */
export function invalidPlan(): fc.Arbitrary<InvalidPlanDraw> {
  return fc
    .tuple(
      validPlanInput({ waves: 20, servers: 30 }),
      fc.option(fc.constantFrom(...structuralMutations), { nil: undefined }),
      fc.subarray([...fieldMutations], { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      fc.nat({ max: 1_000 }),
    )
    .map(([valid, structural, fields, structureOnly, pick]) => {
      const sound = structural?.needsSoundWaves === true ? fields.filter((mutation) => mutation.spoilsWaves !== true) : fields;
      const mutations = structural === undefined ? fields : structureOnly ? [structural] : [structural, ...sound];
      const paths = new Set<string>();
      let plan: PlanInput = valid;
      for (const mutation of mutations) {
        const spoilt = mutation.apply(plan, pick);
        plan = spoilt.plan;
        for (const path of spoilt.paths) paths.add(path);
      }
      return { input: plan, mutations: mutations.map((mutation) => mutation.name), paths: [...paths].sort() };
    });
}
