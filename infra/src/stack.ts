import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Configuration } from './configuration/configuration.js';
import { Alarms } from './constructs/alarms/alarms.js';
import { Dashboard } from './constructs/dashboard.js';
import { drsctlOutputs } from './constructs/drsctlOutputs.js';
import { FinderSchedule } from './constructs/finderSchedule.js';
import { ExecutionsApi } from './constructs/httpApi.js';
import { NotificationTopic } from './constructs/notificationTopic.js';
import { SavedQueries } from './constructs/savedQueries.js';
import { RecoveryStateMachine } from './constructs/stateMachine.js';
import { stateBackend } from './constructs/stateBackend.js';
import { StatusChangeRule } from './constructs/statusChangeRule.js';
import { SystemFunction } from './constructs/systemFunction.js';
import { Tables } from './constructs/tables.js';
import { deploymentOf } from './deployment.js';

/** All of DRS Orchestration in one AWS account. */
export class DrsOrchestrationStack extends TerraformStack {
  constructor(scope: Construct, id: string, settings: Configuration) {
    super(scope, id);
    const deployment = deploymentOf(settings);
    stateBackend(this, id, settings);
    new AwsProvider(this, 'aws', {
      region: settings.Region,
      // Credentials of another account are refused before anything is changed.
      allowedAccountIds: [settings.AccountId],
      defaultTags: [{ tags: { Project: settings.Project, Environment: settings.Environment } }],
    });

    const topic = new NotificationTopic(this, 'notifications', deployment);
    new Tables(this, 'tables', deployment);
    const finder = new SystemFunction(this, 'finder', deployment, 'finder');
    new SystemFunction(this, 'poller', deployment, 'poller');
    const orchestrator = new SystemFunction(this, 'orchestrator', deployment, 'orchestrator');
    const api = new SystemFunction(this, 'api', deployment, 'api');
    new RecoveryStateMachine(this, 'recovery', deployment);
    new FinderSchedule(this, 'schedule', deployment, finder);
    new StatusChangeRule(this, 'status-change', deployment, orchestrator);
    const httpApi = new ExecutionsApi(this, 'http-api', deployment, api);
    new Alarms(this, 'alarms', deployment, topic);
    new Dashboard(this, 'overview', deployment);
    new SavedQueries(this, 'queries', deployment);
    drsctlOutputs(this, deployment, httpApi);
  }
}
