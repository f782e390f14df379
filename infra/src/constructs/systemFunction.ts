import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';
import { functionEnvironment } from '../functionEnvironment.js';
import { functionSettings } from '../functionSettings.js';
import type { FunctionName } from '../names.js';
import { functionStatements } from '../permissions/functionStatements.js';
import { policyDocument, serviceTrust } from '../permissions/policy.js';
import { runtimeStatements } from '../permissions/runtimeStatements.js';
import { DeadLetterQueue } from './deadLetterQueue.js';
import { functionBundle } from './functionBundle.js';

const reservedFor = { finder: 'Finder', poller: 'Poller', orchestrator: 'Orchestrator', api: 'Api' } as const;

/** One of the four functions, with its role, its log group and, where it is invoked asynchronously, its dead-letter queue. */
export class SystemFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: CloudwatchLogGroup;
  readonly deadLetters: DeadLetterQueue | undefined;

  constructor(scope: Construct, id: string, deployment: Deployment, name: FunctionName) {
    super(scope, id);
    const { names, settings } = deployment;
    const { memoryMb, timeoutSeconds, asyncRetries, eventAgeSeconds } = functionSettings[name];
    const isAsync = asyncRetries !== undefined;

    this.logGroup = new CloudwatchLogGroup(this, 'log', { name: names.functionLogGroup(name), retentionInDays: settings.Retention.LogDays });
    this.deadLetters = isAsync ? new DeadLetterQueue(this, 'dead-letters', deployment, name) : undefined;
    const role = new IamRole(this, 'role', { name: names.functionRole(name), assumeRolePolicy: serviceTrust('lambda.amazonaws.com') });
    const policy = new IamRolePolicy(this, 'policy', {
      name: names.of(name),
      role: role.name,
      policy: policyDocument([...runtimeStatements(names, name, isAsync), ...functionStatements(name, names, settings)]),
    });

    const bundle = functionBundle(this, 'bundle', name);
    const reserved = settings.ReservedConcurrency[reservedFor[name]];
    this.function = new LambdaFunction(this, 'function', {
      functionName: names.function(name),
      role: role.arn,
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: `${name}.handler`,
      filename: bundle.path,
      // Of the content: the archive's own bytes differ from run to run.
      sourceCodeHash: bundle.assetHash,
      memorySize: memoryMb,
      timeout: timeoutSeconds,
      environment: { variables: functionEnvironment(deployment, name) },
      loggingConfig: { logFormat: 'JSON', logGroup: this.logGroup.name, applicationLogLevel: settings.LogLevel, systemLogLevel: 'INFO' },
      tracingConfig: { mode: 'Active' },
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
      // Its first run may come as soon as it is there.
      dependsOn: [policy],
    });
    if (this.deadLetters !== undefined) {
      // Its dead-letter queue, as a destination on failure rather than by Lambda's older dead_letter_config: it takes the same
      // events (retries spent, or too old), with their error besides. With both, each would be there twice.
      new LambdaFunctionEventInvokeConfig(this, 'async', {
        functionName: this.function.functionName,
        ...(asyncRetries === undefined ? {} : { maximumRetryAttempts: asyncRetries }),
        ...(eventAgeSeconds === undefined ? {} : { maximumEventAgeInSeconds: eventAgeSeconds }),
        destinationConfig: { onFailure: { destination: this.deadLetters.queue.arn } },
        // Lambda checks that the role may write there.
        dependsOn: [policy],
      });
    }
  }
}
