import type { DrsEmulator } from '../../drsEmulator.js';

/** The kinds of DRS's resources, as their ARNs name them. */
export type ResourceKind = 'job' | 'source-server' | 'recovery-instance';

/** A resource's ARN. */
export function resourceArn(emulator: DrsEmulator, kind: ResourceKind, id: string): string {
  return `arn:aws:drs:${emulator.world.Region ?? 'us-east-1'}:${emulator.recoveryAccount}:${kind}/${id}`;
}
