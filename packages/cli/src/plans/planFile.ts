import type { ProtectionGroup, RecoveryPlan } from '@drs-orchestration/core';

/** Keys in the order in which people write them; a table gives them back in any. */
const order = [
  'PlanId', 'PlanName', 'GroupId', 'GroupName', 'WaveNumber', 'WaveName', 'Description', 'Region', 'TargetAccountId', 'AssumeRoleName', 'ExternalId',
  'WaveOrdering', 'RtoTargetSeconds', 'TerminateAfterDrill', 'Notifications', 'ProtectionGroupId', 'ServerIds', 'Tags', 'Dependencies', 'ExecutionType',
  'ExecutionOrder', 'PauseBefore', 'ApprovalTimeoutSeconds', 'WaitTimeSeconds', 'TimeoutSeconds', 'HealthCheck', 'Enabled', 'OnTimeout', 'LaunchActions',
  'OnPartialFailure', 'RecoverySnapshotId', 'ProtectionGroups', 'Waves',
];

/** A plan and its groups as a plan file's content. */
export function planFile(plan: RecoveryPlan, groups: readonly ProtectionGroup[]): object {
  return inOrder({ ...plan, ...(groups.length === 0 ? {} : { ProtectionGroups: groups }) });
}

/** A group as a group file's content. */
export function groupFile(group: ProtectionGroup): object {
  return inOrder(group);
}

/** Tags, whose names are free, stay as they are. */
function inOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map((entry: unknown) => inOrder(entry)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => place(a) - place(b)).map(([key, entry]) => [key, key === 'Tags' ? (entry as unknown) : inOrder(entry as unknown)])) as T;
}
