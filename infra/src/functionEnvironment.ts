import type { Deployment } from './deployment.js';
import type { FunctionName } from './names.js';

/**
 * What a function finds in its environment (core's `aws/environment.ts`), each only what it has use for. AWS_REGION and
 * the keys Lambda sets itself.
 */
export function functionEnvironment({ names, settings }: Deployment, name: FunctionName): Record<string, string> {
  const tables = { PLANS_TABLE: names.table('plans'), GROUPS_TABLE: names.table('groups'), EXECUTIONS_TABLE: names.table('executions') };
  const machine = { STATE_MACHINE_ARN: names.stateMachineArn };
  const account = { SOURCE_ACCOUNT_ID: settings.AccountId };
  const functions = { POLLER_FUNCTION: names.function('poller'), ORCHESTRATOR_FUNCTION: names.function('orchestrator') };
  const topic = { TOPIC_ARN: names.topicArn };
  const { ConcurrentJobs, ServersPerJob, ServersInJobs } = settings.DrsQuotas;
  const quotas = {
    ...(ConcurrentJobs === undefined ? {} : { DRS_CONCURRENT_JOBS: String(ConcurrentJobs) }),
    ...(ServersPerJob === undefined ? {} : { DRS_SERVERS_PER_JOB: String(ServersPerJob) }),
    ...(ServersInJobs === undefined ? {} : { DRS_SERVERS_IN_JOBS: String(ServersInJobs) }),
  };
  const { HistoryDays } = settings.Retention;
  const retention = HistoryDays === undefined ? {} : { HISTORY_RETENTION_DAYS: String(HistoryDays) };
  const common = { ...tables, LOG_LEVEL: settings.LogLevel, POWERTOOLS_SERVICE_NAME: name };
  switch (name) {
    case 'finder':
      return { ...common, ...functions };
    case 'poller':
      return { ...common, ...machine, ...account, ...functions, ...retention };
    case 'orchestrator':
      return { ...common, ...machine, ...account, ...topic, ...quotas, ...retention };
    case 'api':
      return { ...common, ...machine, ...account, ...topic, ...quotas, ...retention };
  }
}
