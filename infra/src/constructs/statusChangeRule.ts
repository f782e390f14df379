import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';
import { DeadLetterQueue } from './deadLetterQueue.js';
import type { SystemFunction } from './systemFunction.js';

/** What a run of the state machine can end as. */
const endings = ['FAILED', 'TIMED_OUT', 'ABORTED', 'SUCCEEDED'];

/** Tells the orchestrator of each end of a run, which the machine itself cannot catch (design section 5). */
export class StatusChangeRule extends Construct {
  readonly rule: CloudwatchEventRule;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, deployment: Deployment, orchestrator: SystemFunction) {
    super(scope, id);
    const { names } = deployment;
    this.deadLetters = new DeadLetterQueue(this, 'dead-letters', deployment, 'status-change');
    this.rule = new CloudwatchEventRule(this, 'rule', {
      name: names.of('status-change'),
      description: 'Tells the orchestrator of the end of each run of the state machine',
      eventPattern: JSON.stringify({
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [names.stateMachineArn], status: endings },
      }),
    });
    this.deadLetters.acceptFromRule(this.rule.arn);
    const permission = new LambdaPermission(this, 'permission', {
      statementId: 'status-change-rule',
      action: 'lambda:InvokeFunction',
      functionName: orchestrator.function.functionName,
      principal: 'events.amazonaws.com',
      sourceArn: this.rule.arn,
    });
    new CloudwatchEventTarget(this, 'target', {
      rule: this.rule.name,
      targetId: 'orchestrator',
      arn: orchestrator.function.arn,
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      deadLetterConfig: { arn: this.deadLetters.queue.arn },
      dependsOn: [permission],
    });
  }
}
