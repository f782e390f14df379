import type { ExecutionView } from '@drs-orchestration/core';
import { aServer, aView, aWave } from '../support/views.js';
import { completedWave, launched, start } from './recordedRuns.js';

/** What would act, or break out of where it stands, were it read as markup. */
export const hostile = `"'></title></style><script>globalThis.hit=1</script><img src=x onerror="globalThis.hit=1">&lt;b&gt; | \`x\` [a](javascript:alert(1)) *b* \u202e\u0007 👩‍🚒 שלום`;

/** A run all of whose texts are hostile, and of which everything is told: approvals, cancel, errors, left-overs. */
export function hostileRun(): ExecutionView {
  const server = launched('s-1', start + 100, 12, { HostName: hostile, InstanceId: hostile, PrivateIpAddress: hostile, RecoveryJobId: hostile, Error: `${hostile}\n${'long'.repeat(500)}` });
  const wave = completedWave(1, start + 100, [server], {
    WaveName: hostile, Status: 'PARTIAL',
    Approval: { RequestedAt: start, ExpiresAt: start + 900, Decision: 'APPROVED', By: hostile, Reason: hostile, At: start + 100 },
    RecoveredEarlier: [{ SourceServerId: hostile, ExecutionId: hostile }],
    Jobs: [{ RecoveryJobId: hostile, At: start + 100, EndedAt: start + 500, ServerIds: ['s-1'] }],
  });
  const skipped = aWave(2, [aServer('s-2', { Status: 'SKIPPED' })], { WaveName: hostile, Status: 'SKIPPED', EndTime: start + 500, DependsOn: [1] });
  return aView([wave, skipped], {
    PlanId: hostile, PlanName: hostile, ExecutionId: hostile, InitiatedBy: hostile, Region: hostile, SourceAccountId: hostile, TargetAccountId: '2', SoftwareVersion: hostile, RetryOf: hostile,
    Status: 'CANCELLED', StartTime: start, EndTime: start + 500,
    Cancel: { By: hostile, At: start + 400, Reason: hostile },
    Reconciliations: [{ By: hostile, At: start + 900, Before: 'TIMEOUT', After: 'CANCELLED', Waves: [1] }],
    Errors: [{ Code: hostile, Message: hostile, At: start, WaveNumber: 1, SourceServerId: hostile, RecoveryJobId: hostile }],
    CleanUp: { Status: 'FAILED', Run: 2, StartedAt: start + 500, EndedAt: start + 600, TerminatedCount: 0, Remaining: [hostile], Error: hostile },
  });
}
