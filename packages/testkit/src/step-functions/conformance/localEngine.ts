import { SteppedClock } from '../../clock/steppedClock.js';
import { LambdaHost } from '../../lambda-host/lambdaHost.js';
import { StepFunctions } from '../api/stepFunctions.js';

/** An engine whose time jumps, with the host of its functions; its identifiers count, so that runs repeat exactly. */
export interface LocalEngine {
  readonly clock: SteppedClock;
  readonly host: LambdaHost;
  readonly engine: StepFunctions;
}

/** A new engine; its clock, which stands at the beginning of 2026, has yet to be started. */
export function localEngine(): LocalEngine {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt: Date.UTC(2026, 0, 1) });
  const host = new LambdaHost({ clock });
  let count = 0;
  const identifiers = { uuid: (): string => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}` };
  return { clock, host, engine: new StepFunctions({ clock, identifiers, invoke: (name, payload) => host.invoke(name, payload) }) };
}
