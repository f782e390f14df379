import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Configuration, TargetAccount } from './configuration/configuration.js';
import { stateBackend } from './constructs/stateBackend.js';
import { Names, type FunctionName } from './names.js';
import { policyDocument, trustDocument } from './permissions/policy.js';
import { followStatements, launchStatements } from './permissions/recoveryStatements.js';

/** The functions that may enter a target account (design section 10). */
export const entering: readonly FunctionName[] = ['orchestrator', 'poller', 'api'];

/**
 * What a target account needs: the role that the system assumes there. Deployed by itself, with credentials of that
 * account.
 */
export class TargetAccountStack extends TerraformStack {
  constructor(scope: Construct, id: string, settings: Configuration, target: TargetAccount) {
    super(scope, id);
    const names = new Names(settings);
    stateBackend(this, id, settings);
    new AwsProvider(this, 'aws', {
      region: settings.Region,
      allowedAccountIds: [target.AccountId],
      defaultTags: [{ tags: { Project: settings.Project, Environment: settings.Environment } }],
    });

    const roleArn = (name: FunctionName): string => `arn:${names.partition}:iam::${settings.AccountId}:role/${names.functionRole(name)}`;
    const role = new IamRole(this, 'role', {
      name: target.RoleName,
      description: `Lets ${settings.Project} (${settings.Environment}) of account ${settings.AccountId} launch and follow recoveries here`,
      assumeRolePolicy: trustDocument({
        // The account, narrowed by the condition: IAM refuses the ARN of a role that is not there yet.
        Principal: { AWS: `arn:${names.partition}:iam::${settings.AccountId}:root` },
        Condition: { StringEquals: { 'sts:ExternalId': target.ExternalId }, ArnEquals: { 'aws:PrincipalArn': entering.map(roleArn) } },
      }),
      maxSessionDuration: 3600,
    });
    const account = { partition: names.partition, accountId: target.AccountId, instanceRoleArns: target.InstanceRoleArns };
    new IamRolePolicy(this, 'policy', { name: names.of('target'), role: role.name, policy: policyDocument([...launchStatements(account), ...followStatements(account)]) });

    new TerraformOutput(this, 'assume_role_name', { value: target.RoleName, description: 'AssumeRoleName of plans for this account' }).overrideLogicalId('assume_role_name');
    new TerraformOutput(this, 'target_account_id', { value: target.AccountId, description: 'TargetAccountId of plans for this account' }).overrideLogicalId('target_account_id');
  }
}
