import { wasCancelled } from './design.js';
import type { Invariant } from './invariant.js';

/** Design section 8: an approval that is on record counts, however late it reaches the machine. */
export const approvedWavesGoOn: Invariant = {
  name: 'a wave whose approval is on record is never CANCELLED as unapproved',
  ids: [],
  atWave: ({ before, after }, { header }) => {
    const ends = before?.WaveStatus !== 'CANCELLED' && after.WaveStatus === 'CANCELLED';
    if (!ends || after.Approval?.Decision !== 'APPROVED') return [];
    const reason = after.Errors.find(({ Code }) => Code === 'ApprovalTimedOut' || Code === 'ApprovalRejected');
    if (reason === undefined && wasCancelled(header)) return [];
    return [`wave ${after.WaveNumber} was approved at ${after.Approval.At}, by ${after.Approval.ExpiresAt} at the latest, and is CANCELLED: ${reason?.Message ?? 'nobody cancelled its run'}`];
  },
};
