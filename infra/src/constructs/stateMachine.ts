import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine/index.js';
import { renderDefinition } from '@drs-orchestration/core';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Deployment } from '../deployment.js';
import { policyDocument, serviceTrust } from '../permissions/policy.js';

/** The state machine's source, placeholders and all. */
export const definitionFile: string = fileURLToPath(new URL('../../../apps/orchestrator/state-machine/recovery.asl.json', import.meta.url));

/** The state machine that runs executions. */
export class RecoveryStateMachine extends Construct {
  readonly machine: SfnStateMachine;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { names, settings }: Deployment) {
    super(scope, id);
    // Step Functions needs no resource policy of its own for groups of this prefix.
    this.logGroup = new CloudwatchLogGroup(this, 'log', { name: `/aws/vendedlogs/states/${names.stateMachine}`, retentionInDays: settings.Retention.LogDays });
    const role = new IamRole(this, 'role', {
      name: names.of('recovery-role'),
      assumeRolePolicy: serviceTrust('states.amazonaws.com', { StringEquals: { 'aws:SourceAccount': settings.AccountId } }),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: names.stateMachine,
      role: role.name,
      policy: policyDocument([
        { Sid: 'RunTasks', Action: ['lambda:InvokeFunction'], Resource: [names.functionArn('orchestrator')] },
        {
          Sid: 'WriteLog',
          Action: [
            'logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery', 'logs:ListLogDeliveries',
            'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups',
          ],
          // Log deliveries have no resource-level permission.
          Resource: ['*'],
        },
        // X-Ray has no resource-level permission.
        { Sid: 'Trace', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'], Resource: ['*'] },
      ]),
    });
    this.machine = new SfnStateMachine(this, 'machine', {
      name: names.stateMachine,
      roleArn: role.arn,
      // Composed, so that what is deployed stands whole in cdk.tf.json, where it can be linted.
      definition: renderDefinition(readFileSync(definitionFile, 'utf8'), { OrchestratorFunctionArn: names.functionArn('orchestrator') }),
      loggingConfiguration: { level: 'ERROR', includeExecutionData: true, logDestination: `${this.logGroup.arn}:*` },
      tracingConfiguration: { enabled: true },
      // Step Functions checks that the role may write the log.
      dependsOn: [policy],
    });
  }
}
