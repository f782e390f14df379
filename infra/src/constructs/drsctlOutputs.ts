import { TerraformOutput, type TerraformStack } from 'cdktf';
import type { Deployment } from '../deployment.js';
import type { ExecutionsApi } from './httpApi.js';

/** What drsctl and people need to reach the deployment, by names that do not change, on the stack itself: `cdktf output` then nests them no deeper. */
export function drsctlOutputs(stack: TerraformStack, { names, settings }: Deployment, api: ExecutionsApi): void {
  const outputs: Readonly<Record<string, { readonly value: string; readonly description: string }>> = {
    api_url: { value: api.api.apiEndpoint, description: 'The HTTP API' },
    plans_table: { value: names.table('plans'), description: 'The table of recovery plans' },
    groups_table: { value: names.table('groups'), description: 'The table of protection groups' },
    executions_table: { value: names.table('executions'), description: 'The table of the execution history' },
    state_machine_arn: { value: names.stateMachineArn, description: 'The state machine that runs executions' },
    topic_arn: { value: names.topicArn, description: 'The topic of messages and alarms' },
    region: { value: settings.Region, description: 'The Region of all of it' },
    account_id: { value: settings.AccountId, description: 'The account of all of it' },
  };
  for (const [name, output] of Object.entries(outputs)) new TerraformOutput(stack, name, output).overrideLogicalId(name);
}
