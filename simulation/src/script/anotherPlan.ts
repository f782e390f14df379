import type { ValidPlan } from '@drs-orchestration/core';
import type { Script } from './script.js';

/**
 * The plan that somebody starts beside the script's own: of one wave, which launches the servers of one of the own
 * plan's waves; undefined where nobody does.
 */
export function anotherPlan({ plan: { plan, groups }, actions }: Script): ValidPlan | undefined {
  const start = actions.find((action) => action.does === 'START_ANOTHER_PLAN');
  const wave = start === undefined ? undefined : plan.Waves[start.wave % plan.Waves.length];
  if (wave === undefined) return undefined;
  return {
    plan: { ...plan, PlanId: `${plan.PlanId}-beside`, PlanName: 'Beside', Waves: [{ ...wave, Dependencies: [], PauseBefore: false }] },
    groups: groups.filter(({ GroupId }) => GroupId === wave.ProtectionGroupId),
    warnings: [],
  };
}

/** The plan of an id, of those that a script's run starts. @throws Error where there is none. */
export function planOf(script: Script, planId: string): ValidPlan {
  const found = [script.plan, anotherPlan(script)].find((planned) => planned?.plan.PlanId === planId);
  if (found === undefined) throw new Error(`nobody starts plan ${planId}`);
  return found;
}
