import type { PreflightCheck, RunEstimate } from '../answers/preflight.js';
import { inMinutes } from '../estimate/inMinutes.js';
import type { RecoveryPlan } from '../plan/plan.js';
import { found, passed, unknown } from './check.js';

/** Whether the run is expected to keep the plan's target. Missing it refuses nothing. */
export function rtoTarget(plan: Pick<RecoveryPlan, 'RtoTargetSeconds' | 'Waves'>, estimate: RunEstimate | undefined): PreflightCheck {
  if (estimate === undefined) return unknown('RTO_TARGET', 'how long a run takes depends on servers that are not known.');
  const pauses = plan.Waves.filter((wave) => wave.PauseBefore).map((wave) => wave.WaveNumber);
  const uncounted = pauses.length === 0 ? '' : `, besides the approval of wave ${pauses.join(', ')}`;
  const expected = `The run is expected to take ${inMinutes(estimate.TotalSeconds)}${uncounted}`;
  const { RtoTargetSeconds: target } = plan;
  if (target === undefined) return passed('RTO_TARGET', `${expected}. The plan has no RtoTargetSeconds to hold it to.`);
  if (estimate.TotalSeconds <= target) return passed('RTO_TARGET', `${expected}, within its target of ${inMinutes(target)}.`);
  const path = estimate.Waves.filter((wave) => wave.OnCriticalPath).sort((a, b) => b.LaunchSeconds + b.WaitSeconds - a.LaunchSeconds - a.WaitSeconds);
  return found(
    'RTO_TARGET',
    'WARNING',
    `${expected}, more than its target of ${inMinutes(target)}. Waves ${estimate.CriticalPath.join(', ')} hold it up, one after another.`,
    path.map((wave) => ({ Message: `Wave ${wave.WaveNumber} (${wave.WaveName}) takes ${inMinutes(wave.LaunchSeconds + wave.WaitSeconds)}, ${Math.round(wave.ShareOfTotal * 100)} % of the whole.`, WaveNumber: wave.WaveNumber })),
  );
}
