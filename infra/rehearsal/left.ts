import type { Names } from '../src/names.js';
import type { EngineApi } from './engineApi.js';

/** What of a deployment an engine still holds, by name; nothing, after it was destroyed. Keys are only scheduled for deletion, so their alias tells. */
export async function leftOver(api: EngineApi, names: Names): Promise<string[]> {
  const held = await Promise.all([
    api.json<{ TableNames: string[] }>('dynamodb', 'DynamoDB_20120810.ListTables', {}).then(({ TableNames }) => TableNames),
    api.get<{ Functions: { FunctionName: string }[] }>('lambda', '/2015-03-31/functions/').then(({ Functions }) => Functions.map((one) => one.FunctionName)),
    api.json<{ stateMachines: { name: string }[] }>('states', 'AWSStepFunctions.ListStateMachines', {}).then(({ stateMachines }) => stateMachines.map((one) => one.name)),
    api.json<{ logGroups: { logGroupName: string }[] }>('logs', 'Logs_20140328.DescribeLogGroups', {}, '1.1').then(({ logGroups }) => logGroups.map((one) => one.logGroupName)),
    api.json<{ QueueUrls?: string[] }>('sqs', 'AmazonSQS.ListQueues', {}).then(({ QueueUrls }) => QueueUrls ?? []),
    api.json<{ MetricAlarms: { AlarmName: string }[] }>('monitoring', 'GraniteServiceVersion20100801.DescribeAlarms', {}).then(({ MetricAlarms }) => MetricAlarms.map((one) => one.AlarmName)),
    api.json<{ DashboardEntries: { DashboardName: string }[] }>('monitoring', 'GraniteServiceVersion20100801.ListDashboards', {}).then(({ DashboardEntries }) => DashboardEntries.map((one) => one.DashboardName)),
    api.json<{ Rules: { Name: string }[] }>('events', 'AWSEvents.ListRules', {}, '1.1').then(({ Rules }) => Rules.map((one) => one.Name)),
    api.get<{ Schedules: { Name: string }[] }>('scheduler', '/schedules').then(({ Schedules }) => Schedules.map((one) => one.Name)),
    api.get<{ items: { name: string }[] }>('apigateway', '/v2/apis').then(({ items }) => items.map((one) => one.name)),
    api.json<{ Aliases: { AliasName: string }[] }>('kms', 'TrentService.ListAliases', {}, '1.1').then(({ Aliases }) => Aliases.map((one) => one.AliasName)),
    api.query('sns', '2010-03-31', 'ListTopics').then((answer) => answer('TopicArn')),
    api.query('iam', '2010-05-08', 'ListRoles').then((answer) => answer('RoleName')),
  ]);
  const [before, after] = names.of('|').split('|') as [string, string];
  return held.flat().filter((name) => name.includes(before) && name.endsWith(after));
}
