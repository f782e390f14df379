/** A target account, and the role that the system assumes there. */
export interface TargetAccount {
  readonly AccountId: string;
  readonly RoleName: string;
  readonly ExternalId: string;
  readonly InstanceRoleArns: readonly string[];
}

/** The alarms' thresholds; what each counts, the schema says. */
export interface AlarmThresholds {
  readonly PollerErrors: number;
  readonly FunctionErrors: number;
  readonly DurationPercent: number;
  readonly Throttles: number;
  readonly FinderSilentMinutes: number;
  readonly OverdueExecutions: number;
  readonly UnpolledExecutions: number;
  readonly TableThrottles: number;
  readonly FailedRuns: number;
  readonly DeadLetters: number;
}

/** A valid configuration of a deployment, every default filled in: `infra/config/<environment>.yaml`. */
export interface Configuration {
  readonly Project: string;
  readonly Environment: string;
  readonly Region: string;
  readonly AccountId: string;
  readonly StateBucket?: string | undefined;
  readonly Disposable?: boolean | undefined;
  readonly InstanceRoleArns: readonly string[];
  readonly TargetAccounts: readonly TargetAccount[];
  readonly Notifications: { readonly Emails: readonly string[]; readonly PlanTopicArns: readonly string[] };
  readonly Retention: { readonly LogDays: number; readonly HistoryDays?: number | undefined };
  readonly Alarms: AlarmThresholds;
  readonly ReservedConcurrency: Readonly<Partial<Record<'Finder' | 'Poller' | 'Orchestrator' | 'Api', number | undefined>>>;
  readonly ApiThrottling: { readonly RatePerSecond: number; readonly Burst: number };
  readonly DrsQuotas: Readonly<Partial<Record<'ConcurrentJobs' | 'ServersPerJob' | 'ServersInJobs', number | undefined>>>;
  readonly LogLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
}

/** Whether records may be lost: no deletion protection then, and logs and messages go with the stack. */
export function isDisposable(settings: Configuration): boolean {
  return settings.Disposable ?? settings.Environment === 'test';
}
