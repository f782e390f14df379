import type { ExecutionEnd } from '../execution/execution.js';
import type { ExecutionIdentity } from '../execution/environment.js';

/** The EventBridge event "Step Functions Execution Status Change". Dates are milliseconds since the Unix epoch. */
export interface StatusChangeEvent {
  readonly version: '0';
  readonly id: string;
  readonly source: 'aws.states';
  readonly 'detail-type': 'Step Functions Execution Status Change';
  readonly account: string;
  readonly region: string;
  /** ISO 8601. */
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly executionArn: string;
    readonly stateMachineArn: string;
    readonly name: string;
    readonly status: string;
    readonly startDate: number;
    readonly stopDate: number | null;
    /** JSON as text. */
    readonly input: string;
    readonly output: string | null;
    readonly inputDetails: { readonly included: true };
    readonly outputDetails: { readonly included: true } | null;
    readonly error: string | null;
    readonly cause: string | null;
  };
}

/** The event of an execution having started (no end) or ended. */
export function statusChangeEvent(id: string, now: number, identity: ExecutionIdentity, input: string, end: ExecutionEnd | undefined): StatusChangeEvent {
  const [, , , region = '', account = ''] = identity.executionArn.split(':');
  const succeeded = end?.status === 'SUCCEEDED';
  return {
    version: '0',
    id,
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    account,
    region,
    time: new Date(now).toISOString(),
    resources: [identity.executionArn],
    detail: {
      executionArn: identity.executionArn,
      stateMachineArn: identity.stateMachineArn,
      name: identity.name,
      status: end?.status ?? 'RUNNING',
      startDate: identity.startedAt,
      stopDate: end?.stoppedAt ?? null,
      input,
      output: succeeded ? JSON.stringify(end.output) : null,
      inputDetails: { included: true },
      outputDetails: succeeded ? { included: true } : null,
      error: end?.error ?? null,
      cause: end?.cause ?? null,
    },
  };
}
