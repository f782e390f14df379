import { counted } from '../display/listing.js';
import { printable } from '../display/printable.js';
import type { Upload } from './upload.js';

/** What storing a plan did, in one line. */
export function uploadLine({ PlanId, PlanName, Version, VersionBefore, Changes }: Upload): string {
  const plan = printable(`${PlanName} (${PlanId})`);
  if (VersionBefore === undefined) return `${plan}: stored, version ${Version}.`;
  if (Changes.length === 0) return `${plan}: stored already as it is, version ${Version}.`;
  const step = Version === VersionBefore ? `version ${Version}` : `version ${VersionBefore} → ${Version}`;
  return `${plan}: ${step}, ${counted(Changes.length, 'change')}.`;
}
