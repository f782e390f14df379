import { CloudwatchQueryDefinition } from '@cdktf/provider-aws/lib/cloudwatch-query-definition/index.js';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';
import { functionNames } from '../names.js';

/** The questions of docs/runbook.md, as CloudWatch Logs Insights asks them. Placeholders in capitals are for the reader. */
export const savedQueries = {
  'errors': ['fields @timestamp, service, ExecutionId, WaveNumber, message, error.message', 'filter level = "ERROR"', 'sort @timestamp desc', 'limit 100'],
  'warnings-and-errors-by-message': ['filter level in ["WARN", "ERROR"]', 'stats count(*) as times, max(@timestamp) as latest by service, message', 'sort times desc'],
  'one-execution': ['fields @timestamp, service, level, WaveNumber, SourceServerId, message', 'filter ExecutionId = "EXECUTION-ID"', 'sort @timestamp asc', 'limit 1000'],
  'why-was-it-not-polled': ['fields @timestamp, ExecutionId, Phase, SecondsSincePoll, NextPollTime, message', 'filter service = "finder" and ispresent(ExecutionId)', 'sort @timestamp desc', 'limit 200'],
  'polling-duration-by-phase': ['filter ispresent(PollingDuration)', 'stats count(*) as polls, avg(PollingDuration) as average, pct(PollingDuration, 99) as p99, max(PollingDuration) as longest by ExecutionPhase'],
  'throttled-by-aws': ['fields @timestamp, service, ExecutionId, message, error.message', 'filter error.kind = "THROTTLED" or @message like /Throttl/', 'sort @timestamp desc', 'limit 100'],
  'timeouts-and-crashes': ['fields @timestamp, @log, record.status, record.metrics.durationMs', 'filter type = "platform.report" and record.status != "success"', 'sort @timestamp desc', 'limit 100'],
} as const;

/** Those questions, saved in the deployment's account. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { names }: Deployment) {
    super(scope, id);
    const logGroupNames = functionNames.map((name) => names.functionLogGroup(name));
    for (const [name, lines] of Object.entries(savedQueries)) {
      new CloudwatchQueryDefinition(this, name, { name: `${names.of('queries')}/${name}`, logGroupNames, queryString: lines.join('\n| ') });
    }
  }
}
