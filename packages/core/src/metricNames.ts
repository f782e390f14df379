/** The namespace of all our metrics. */
export const metricNamespace: string = 'DRS-Orchestration';

/** Each metric's CloudWatch unit (design section 12); infra's alarms and dashboard use the same names. */
export const metricUnits = {
  ActivePollingExecutions: 'Count',
  ExecutionsInPolling: 'Count',
  OldestPollingExecution: 'Seconds',
  OverdueExecutions: 'Count',
  UnpolledExecutions: 'Count',
  WavesPolled: 'Count',
  PollingDuration: 'Milliseconds',
  DetectionDelay: 'Seconds',
  ServersLaunched: 'Count',
  ServersFailed: 'Count',
} as const;

/** A metric's name. */
export type MetricName = keyof typeof metricUnits;
