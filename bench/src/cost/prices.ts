/**
 * List prices in us-east-1, in dollars: AWS's price pages of Step Functions (Standard), Lambda (arm64), DynamoDB
 * (on-demand, Standard table class) and EventBridge Scheduler, as they stood in 2025; without any free tier. What is not in them: logs, tracing, alarms, SNS, and DRS's own.
 */
export const prices: Readonly<Record<'stateTransition' | 'invocation' | 'gigabyteSecond' | 'writeUnit' | 'readUnit' | 'scheduledInvocation', number>> = {
  stateTransition: 0.025 / 1000,
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.0000133334,
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  scheduledInvocation: 1 / 1e6,
};

/** What is paid for. */
export interface Usage {
  readonly transitions: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly scheduled: number;
}

/** Its price in dollars. */
export function dollarsOf(usage: Usage): number {
  return (
    usage.transitions * prices.stateTransition +
    usage.invocations * prices.invocation +
    usage.gigabyteSeconds * prices.gigabyteSecond +
    usage.readUnits * prices.readUnit +
    usage.writeUnits * prices.writeUnit +
    usage.scheduled * prices.scheduledInvocation
  );
}
