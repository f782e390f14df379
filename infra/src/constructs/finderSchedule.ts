import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule/index.js';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';
import { policyDocument, serviceTrust } from '../permissions/policy.js';
import { DeadLetterQueue } from './deadLetterQueue.js';
import type { SystemFunction } from './systemFunction.js';

/** The call of the finder, each minute (EventBridge cannot fire faster; the finder sweeps within it). */
export class FinderSchedule extends Construct {
  readonly schedule: SchedulerSchedule;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, deployment: Deployment, finder: SystemFunction) {
    super(scope, id);
    const { names, settings } = deployment;
    this.deadLetters = new DeadLetterQueue(this, 'dead-letters', deployment, 'schedule');
    const role = new IamRole(this, 'role', {
      name: names.of('schedule-role'),
      assumeRolePolicy: serviceTrust('scheduler.amazonaws.com', { StringEquals: { 'aws:SourceAccount': settings.AccountId } }),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: names.of('schedule'),
      role: role.name,
      policy: policyDocument([
        { Sid: 'CallFinder', Action: ['lambda:InvokeFunction'], Resource: [names.functionArn('finder')] },
        { Sid: 'KeepUndeliveredCalls', Action: ['sqs:SendMessage'], Resource: [names.deadLetterQueueArn('schedule')] },
      ]),
    });
    this.schedule = new SchedulerSchedule(this, 'schedule', {
      name: names.of('finder'),
      description: 'Calls the finder each minute',
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: finder.function.arn,
        roleArn: role.arn,
        input: '{}',
        // A call that is a minute late is the next one.
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
        deadLetterConfig: { arn: this.deadLetters.queue.arn },
      },
      dependsOn: [policy],
    });
  }
}
