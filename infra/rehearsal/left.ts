import type { EngineApi } from './engineApi.js';

/** What of a deployment an engine still holds, by name; nothing, after it was destroyed. */
export async function leftOver(api: EngineApi, project: string): Promise<string[]> {
  const [tables, functions, machines, groups, queues, alarms, rules, schedules] = await Promise.all([
    api.json<{ TableNames: string[] }>('dynamodb', 'DynamoDB_20120810.ListTables', {}).then(({ TableNames }) => TableNames),
    api.get<{ Functions: { FunctionName: string }[] }>('lambda', '/2015-03-31/functions/').then(({ Functions }) => Functions.map((one) => one.FunctionName)),
    api.json<{ stateMachines: { name: string }[] }>('states', 'AWSStepFunctions.ListStateMachines', {}).then(({ stateMachines }) => stateMachines.map((one) => one.name)),
    api.json<{ logGroups: { logGroupName: string }[] }>('logs', 'Logs_20140328.DescribeLogGroups', {}, '1.1').then(({ logGroups }) => logGroups.map((one) => one.logGroupName)),
    api.json<{ QueueUrls?: string[] }>('sqs', 'AmazonSQS.ListQueues', {}).then(({ QueueUrls }) => QueueUrls ?? []),
    api.json<{ MetricAlarms: { AlarmName: string }[] }>('monitoring', 'GraniteServiceVersion20100801.DescribeAlarms', {}).then(({ MetricAlarms }) => MetricAlarms.map((one) => one.AlarmName)),
    api.json<{ Rules: { Name: string }[] }>('events', 'AWSEvents.ListRules', {}, '1.1').then(({ Rules }) => Rules.map((one) => one.Name)),
    api.get<{ Schedules: { Name: string }[] }>('scheduler', '/schedules').then(({ Schedules }) => Schedules.map((one) => one.Name)),
  ]);
  return [tables, functions, machines, groups, queues, alarms, rules, schedules].flat().filter((name) => name.includes(project));
}
