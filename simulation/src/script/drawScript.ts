import type { ValidPlan } from '@drs-orchestration/core';
import { validPlanWithGroups } from '@drs-orchestration/testkit/generators';
import * as fc from 'fast-check';
import { anyWorld } from './drawWorld.js';
import { isCalm, type Action, type Approver, type Script, type Storm, type TroubleKind } from './script.js';
import { anyProfile } from './troubleProfiles.js';

const kinds: readonly TroubleKind[] = [
  'STORE_THROTTLED', 'STORE_CONFLICT', 'STORE_ANSWER_LOST', 'MACHINE_REFUSED', 'MACHINE_ANSWER_LOST', 'INVOCATION_REFUSED', 'INVOCATION_LOST', 'INVOCATION_TWICE',
  'TASK_TWICE', 'FUNCTION_KILLED', 'EVENT_LOST', 'EVENT_TWICE', 'FINDER_TWICE', 'STALE_JOBS', 'SLOW', 'FROZEN',
];

const storm: fc.Arbitrary<Storm> = fc
  .tuple(fc.constantFrom(...kinds), fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.integer({ min: 0, max: 7200 }) }), fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 10, max: 900 }) }, { weight: 1, arbitrary: fc.integer({ min: 900, max: 7200 }) }), fc.constantFrom(2, 10, 30, 60, 100))
  // What strikes always, for long, is an outage no bound can be promised in: the longer, the rarer.
  .map(([kind, fromSecond, lasts, percent]) => ({ kind, fromSecond, toSecond: fromSecond + lasts, percent: lasts > 900 ? Math.min(percent, 10) : percent }));

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ atSecond: fc.integer({ min: 0, max: 3600 }), does: fc.constant('CANCEL' as const) }) },
  { weight: 3, arbitrary: fc.record({ atSecond: fc.integer({ min: 0, max: 3600 }), does: fc.constantFrom('START_AGAIN' as const, 'START_OTHERWISE' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('CANCEL_AT_WAVE' as const), nth: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('CANCEL_AT_JOB' as const), nth: fc.integer({ min: 1, max: 3 }), andKill: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('FREEZE_AT_INTENT' as const), nth: fc.integer({ min: 1, max: 4 }), seconds: fc.integer({ min: 20, max: 240 }) }) },
  { weight: 1, arbitrary: fc.record({ atSecond: fc.integer({ min: 0, max: 3600 }), does: fc.constant('ABORT_MACHINE' as const) }) },
  { weight: 3, arbitrary: fc.record({ atSecond: fc.integer({ min: 0, max: 1200 }), does: fc.constant('STRANGER_LAUNCHES' as const), server: fc.nat({ max: 39 }), isDrill: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ atSecond: fc.integer({ min: 0, max: 1200 }), does: fc.constant('START_ANOTHER_PLAN' as const), wave: fc.nat({ max: 29 }), executionType: fc.constantFrom('DRILL' as const, 'RECOVERY' as const) }) },
);

/** What only the owner of a target account does. */
const withdrawal: fc.Arbitrary<Action> = fc.record({ atSecond: fc.integer({ min: 0, max: 3600 }), does: fc.constant('WITHDRAW_ROLE' as const), forSeconds: fc.integer({ min: 10, max: 1200 }) });

const approver: fc.Arbitrary<Approver> = fc.record({
  answer: fc.oneof({ weight: 6, arbitrary: fc.constant('APPROVE' as const) }, { weight: 1, arbitrary: fc.constantFrom('REJECT' as const, 'NONE' as const) }),
  afterSeconds: fc.integer({ min: 0, max: 1200 }),
});

const listOf = <T>(of: fc.Arbitrary<T>, none: number, some: number, most: number): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: none, arbitrary: fc.constant<T[]>([]) }, { weight: some, arbitrary: fc.array(of, { minLength: 1, maxLength: most }) });

/** Mostly a handful of waves, since what goes wrong takes few; now and then as many as a plan may well have. */
const plan: fc.Arbitrary<ValidPlan> = fc
  .tuple(
    fc.oneof({ weight: 8, arbitrary: validPlanWithGroups({ waves: 5, servers: 12 }) }, { weight: 1, arbitrary: validPlanWithGroups({ waves: 30, servers: 40 }) }),
    fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    fc.constantFrom(undefined, 'arn:aws:sns:us-east-1:111111111111:dr'),
  )
  .map(([drawn, elsewhere, topic]) => ({
    ...drawn,
    plan: {
      ...drawn.plan,
      ...(elsewhere ? { TargetAccountId: '222222222222', AssumeRoleName: 'drs-orchestration', ExternalId: 'a-secret-word' } : {}),
      ...(topic === undefined ? {} : { Notifications: { SnsTopicArn: topic } }),
    },
  }));

/**
 * A run's script for a seed: any plan, in any world, through any trouble; one in ten through none at all. In a third of
 * the others some trouble comes together: that is drawn last, so that it changes nothing in the seeds without it.
 */
export function anyScript(seed: number): fc.Arbitrary<Script> {
  const drawn = fc.oneof({ weight: 9, arbitrary: troubled(seed) }, { weight: 1, arbitrary: troubled(seed).map(calmed) });
  return fc.tuple(drawn, anyProfile).map(([script, correlated]) => (isCalm(script) ? script : correlated(script)));
}

function calmed(script: Script): Script {
  const { Faults: _faults, OtherJobs: _others, ...world } = script.world;
  return { ...script, world, storms: [], kills: [], actions: [] };
}

function troubled(seed: number): fc.Arbitrary<Script> {
  return fc
    .record({
      plan,
      executionType: fc.oneof({ weight: 3, arbitrary: fc.constant('DRILL' as const) }, { weight: 1, arbitrary: fc.constant('RECOVERY' as const) }),
      world: anyWorld,
      storms: listOf(storm, 1, 3, 5),
      kills: listOf(fc.record({ step: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 600 })), side: fc.constantFrom('BEFORE' as const, 'AFTER' as const) }), 2, 1, 4),
      actions: listOf(action, 1, 1, 3),
      withdrawals: listOf(withdrawal, 1, 1, 2),
      approver,
      clockSkew: fc.constantFrom(0, 500, 5000),
    })
    .map(({ world, withdrawals, ...script }) => {
      const actions = script.plan.plan.TargetAccountId === undefined ? script.actions : [...script.actions, ...withdrawals];
      return { ...script, seed, actions, world: world(script.plan, seed) };
    });
}
