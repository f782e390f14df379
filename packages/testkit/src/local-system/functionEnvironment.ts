import { deployedTableName, type Environment, type TableName } from '@drs-orchestration/core';
import type { World } from '../drs-emulator/world.js';
import { localDeployment, localFunctionArn } from './systemFunctions.js';

/** Where a local system's services answer: base addresses without a slash at their end. */
export interface LocalEndpoints {
  readonly DRS: string;
  readonly EC2: string;
  readonly STS: string;
  readonly SNS: string;
  readonly SFN: string;
  readonly LAMBDA: string;
  /** Absent where records are kept in memory, without a DynamoDB. */
  readonly DYNAMODB?: string;
}

/** The tables' names in a local system. */
export const localTableNames: Readonly<Record<TableName, string>> = {
  plans: tableNamed('plans'),
  groups: tableNamed('groups'),
  executions: tableNamed('executions'),
};

function tableNamed(name: TableName): string {
  return deployedTableName(name, localDeployment.project, localDeployment.environment);
}

/** The keys of a local system: nobody checks them, but without any the SDK sends nothing. */
export const localKeys = { AWS_ACCESS_KEY_ID: 'LOCAL', AWS_SECRET_ACCESS_KEY: 'local' } as const;

/** The topic of messages for plans that name none. */
export function localTopicArn(accountId: string): string {
  return `arn:aws:sns:${localDeployment.region}:${accountId}:${localDeployment.project}-${localDeployment.environment}`;
}

/** What a local system's functions find in their environment: the variables that infra sets, and local endpoints. */
export function functionEnvironment(accountId: string, stateMachineArn: string, endpoints: LocalEndpoints, quotas: World['Quotas'] = {}): Environment {
  const { ConcurrentJobs, ServersPerJob, ServersInJobs } = quotas;
  return {
    PLANS_TABLE: localTableNames.plans,
    GROUPS_TABLE: localTableNames.groups,
    EXECUTIONS_TABLE: localTableNames.executions,
    STATE_MACHINE_ARN: stateMachineArn,
    POLLER_FUNCTION: localFunctionArn('poller', accountId),
    ORCHESTRATOR_FUNCTION: localFunctionArn('orchestrator', accountId),
    SOURCE_ACCOUNT_ID: accountId,
    TOPIC_ARN: localTopicArn(accountId),
    AWS_REGION: localDeployment.region,
    ...localKeys,
    ...Object.fromEntries(Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url as string])),
    ...(ConcurrentJobs === undefined ? {} : { DRS_CONCURRENT_JOBS: String(ConcurrentJobs) }),
    ...(ServersPerJob === undefined ? {} : { DRS_SERVERS_PER_JOB: String(ServersPerJob) }),
    ...(ServersInJobs === undefined ? {} : { DRS_SERVERS_IN_JOBS: String(ServersInJobs) }),
  };
}
