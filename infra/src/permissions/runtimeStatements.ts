import type { FunctionName, Names } from '../names.js';
import type { Statement } from './policy.js';

/** What a function's runtime needs, whatever its code calls: its log group, X-Ray, its dead-letter queue. */
export const runtimeActions = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'sqs:SendMessage',
] as const;

/** Those actions, for one function. @param hasDeadLetterQueue whether it is invoked asynchronously */
export function runtimeStatements(names: Names, name: FunctionName, hasDeadLetterQueue: boolean): readonly Statement[] {
  const logGroup = names.arn('logs', `log-group:${names.functionLogGroup(name)}`);
  return [
    { Sid: 'WriteLog', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: [logGroup, `${logGroup}:*`] },
    // X-Ray has no resource-level permission.
    { Sid: 'Trace', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: ['*'] },
    ...(hasDeadLetterQueue ? [{ Sid: 'KeepFailedEvents', Action: ['sqs:SendMessage'], Resource: [names.deadLetterQueueArn(name)] }] : []),
  ];
}
