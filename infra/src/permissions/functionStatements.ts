import type { Configuration } from '../configuration/configuration.js';
import type { FunctionName, Names } from '../names.js';
import type { LaunchAccount } from './drsLaunchStatements.js';
import { followStatements, launchStatements, lookStatements } from './recoveryStatements.js';
import type { Statement } from './policy.js';

/** The account that the system runs in, as one to launch servers in. */
function ownAccount(names: Names, settings: Configuration): LaunchAccount {
  return { partition: names.partition, accountId: settings.AccountId, instanceRoleArns: settings.InstanceRoleArns };
}

/** Entering target accounts; nothing where there are none. */
function assumeStatements(names: Names, settings: Configuration): readonly Statement[] {
  const Resource = settings.TargetAccounts.map(({ AccountId, RoleName }) => `arn:${names.partition}:iam::${AccountId}:role/${RoleName}`);
  return Resource.length === 0 ? [] : [{ Sid: 'EnterTargetAccounts', Action: ['sts:AssumeRole'], Resource }];
}

const finder = (names: Names): readonly Statement[] => [
  { Sid: 'FindExecutions', Action: ['dynamodb:Query'], Resource: [names.indexArn('executions', 'StatusIndex'), names.indexArn('executions', 'OpenIndex')] },
  { Sid: 'CallOthers', Action: ['lambda:InvokeFunction'], Resource: [names.functionArn('poller'), names.functionArn('orchestrator')] },
];

const poller = (names: Names, settings: Configuration): readonly Statement[] => [
  { Sid: 'FollowExecutions', Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], Resource: [names.tableArn('executions')] },
  ...followStatements(ownAccount(names, settings)),
  ...assumeStatements(names, settings),
  { Sid: 'AnswerTasks', Action: ['states:SendTaskSuccess'], Resource: [names.stateMachineArn] },
  { Sid: 'EndCancelledRuns', Action: ['states:DescribeExecution', 'states:StopExecution'], Resource: [names.executionArns] },
  { Sid: 'CallRepair', Action: ['lambda:InvokeFunction'], Resource: [names.functionArn('orchestrator')] },
];

const orchestrator = (names: Names, settings: Configuration): readonly Statement[] => [
  { Sid: 'RunExecutions', Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'], Resource: [names.tableArn('executions')] },
  { Sid: 'EstimateByHistory', Action: ['dynamodb:Query'], Resource: [names.indexArn('executions', 'PlanIndex')] },
  { Sid: 'UnlockPlans', Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], Resource: [names.tableArn('plans')] },
  ...launchStatements(ownAccount(names, settings)),
  ...assumeStatements(names, settings),
  { Sid: 'StartRunsAndAnswerTasks', Action: ['states:StartExecution', 'states:SendTaskSuccess'], Resource: [names.stateMachineArn] },
  { Sid: 'LookAtRuns', Action: ['states:DescribeExecution'], Resource: [names.executionArns] },
  { Sid: 'TellPeople', Action: ['sns:Publish'], Resource: [names.topicArn, ...settings.Notifications.PlanTopicArns] },
];

const api = (names: Names, settings: Configuration): readonly Statement[] => [
  {
    Sid: 'StartAndShowExecutions',
    Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'],
    Resource: [names.tableArn('executions')],
  },
  { Sid: 'ListExecutions', Action: ['dynamodb:Query'], Resource: [names.indexArn('executions', 'StatusIndex'), names.indexArn('executions', 'PlanIndex')] },
  {
    Sid: 'KeepPlansAndGroups',
    Action: ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    Resource: [names.tableArn('plans'), names.tableArn('groups')],
  },
  // It looks, for a preflight and a reconcile; it never launches and never terminates.
  ...lookStatements(ownAccount(names, settings)),
  ...assumeStatements(names, settings),
  { Sid: 'StartRunsAndAnswerTasks', Action: ['states:StartExecution', 'states:SendTaskSuccess'], Resource: [names.stateMachineArn] },
  { Sid: 'StopRuns', Action: ['states:StopExecution'], Resource: [names.executionArns] },
];

/** What a function's own code may do: exactly what it calls (infra/test/permissions holds the two together). */
export function functionStatements(name: FunctionName, names: Names, settings: Configuration): readonly Statement[] {
  return { finder, poller, orchestrator, api }[name](names, settings);
}
