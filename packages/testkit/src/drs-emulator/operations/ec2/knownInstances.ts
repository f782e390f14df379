import { AwsFault } from '../../awsFault.js';
import type { DrsEmulator } from '../../drsEmulator.js';
import { isKnownToEc2, type RecoveryInstance } from '../../fleet/recoveryInstance.js';
import type { Input } from '../operation.js';

/** Parameters that EC2's operations have here. */
const parameters = new Set(['Action', 'Version', 'InstanceId', 'IncludeAllInstances']);

/** The ids a request names. */
export function instanceIdsOf(input: Input): readonly string[] {
  const unknown = Object.keys(input).find((name) => !parameters.has(name));
  if (unknown !== undefined) throw new AwsFault('UnknownParameter', 400, `The emulator does not have the parameter ${unknown}.`);
  const ids = input['InstanceId'] ?? [];
  return (Array.isArray(ids) ? ids : [ids]).map(String);
}

/** The instances a request asks for, or all that EC2 knows. One unknown id refuses the whole call. */
export function knownInstances(emulator: DrsEmulator, ids: readonly string[]): readonly RecoveryInstance[] {
  const known = emulator.everyInstance().filter((instance) => isKnownToEc2(instance, emulator.clock.now(), emulator.world.Ec2));
  const missing = ids.filter((id) => !known.some((instance) => instance.id === id));
  const named = missing.length > 1 ? `IDs '${missing.join(', ')}' do` : `ID '${missing[0]}' does`;
  if (missing.length > 0) throw new AwsFault('InvalidInstanceID.NotFound', 400, `The instance ${named} not exist`);
  return ids.length === 0 ? known : known.filter((instance) => ids.includes(instance.id));
}

/** EC2's codes for an instance's states. */
const codes = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopped: 80 } as const;

/** An instance's state as EC2 writes it. */
export function instanceState(emulator: DrsEmulator, instance: RecoveryInstance): { readonly code: number; readonly name: string } {
  const name = emulator.ec2State(instance);
  return { code: codes[name], name };
}
