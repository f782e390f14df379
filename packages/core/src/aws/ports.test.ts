import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/manualClock.js';
import { realServer } from '../../test/realServer.js';
import type { ItemStore } from '../ports/index.js';
import { awsAccounts } from './accounts.js';
import { drsOver } from './drs.js';
import { dynamodbItemStore } from './dynamodbItemStore.js';
import { instancesOver } from './ec2.js';
import { lambdaFunctions } from './lambdaFunctions.js';
import { createPorts, type Adapter } from './ports.js';
import { powertoolsLogger } from './powertoolsLogger.js';
import { powertoolsMetrics } from './powertoolsMetrics.js';
import { snsNotifier } from './sns.js';
import { stepFunctionsStateMachine } from './stepFunctions.js';
import { randomIdentifiers } from './systemIdentifiers.js';

const clock = new ManualClock();
const tables = { PLANS_TABLE: 'plans', GROUPS_TABLE: 'groups', EXECUTIONS_TABLE: 'executions', AWS_REGION: 'us-east-1' };
const keys = { AWS_ACCESS_KEY_ID: 'AKIDOWN', AWS_SECRET_ACCESS_KEY: 'own', AWS_SESSION_TOKEN: 'session' };
const items = { get: async () => ({ PlanId: 'given' }) } as unknown as ItemStore;

describe('createPorts', () => {
  it('requires the variables of the adapters it will build, all at once, and of the function itself', () => {
    expect(() => createPorts({ clock, environment: {} }, { items: dynamodbItemStore, machine: stepFunctionsStateMachine }, ['SOURCE_ACCOUNT_ID'])).toThrow(
      /PLANS_TABLE is not set.*GROUPS_TABLE is not set.*EXECUTIONS_TABLE is not set.*STATE_MACHINE_ARN is not set/,
    );
    expect(() => createPorts({ clock, environment: {} }, {}, ['SOURCE_ACCOUNT_ID'])).toThrow('SOURCE_ACCOUNT_ID is not set');
  });

  it('takes a given port instead of building it, and then requires nothing for it', async () => {
    const ports = createPorts({ clock, environment: {}, ports: { items } }, { items: dynamodbItemStore });
    expect(await ports.items.get('plans', { PlanId: 'p' })).toEqual({ PlanId: 'given' });
    expect(ports.clock).toBe(clock);
  });

  it('builds a port when it is first used, once', () => {
    let built = 0;
    const adapter: Adapter<ItemStore> = { requires: [], build: () => ((built += 1), items) };
    const ports = createPorts({ clock, environment: {} }, { items: adapter });
    expect(built).toBe(0);
    expect(ports.items).toBe(ports.items);
    expect(built).toBe(1);
  });

  it('gives a port nobody asked for that says its name when it is used, and not before', () => {
    const { machine } = createPorts({ clock, environment: {} }, {});
    expect(() => machine.describe('e')).toThrow("The port 'machine' (describe) has no adapter here");
  });

  it('builds every port that AWS has an adapter for', () => {
    const environment = {
      ...tables, ...keys, STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:111122223333:stateMachine:recovery', POLLER_FUNCTION: 'p', ORCHESTRATOR_FUNCTION: 'o', SOURCE_ACCOUNT_ID: '111122223333',
    };
    const ports = createPorts({ clock, environment }, {
      identifiers: randomIdentifiers, items: dynamodbItemStore, accounts: awsAccounts({ drs: drsOver, instances: instancesOver }), notifier: snsNotifier,
      machine: stepFunctionsStateMachine, functions: lambdaFunctions, logger: powertoolsLogger, metrics: powertoolsMetrics,
    });
    expect(ports.identifiers.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/);
    const methods = [
      ports.items.get, ports.accounts.drs, ports.notifier.publish, ports.machine.start, ports.functions.invokePoller, ports.logger.info, ports.metrics.record,
    ];
    expect(methods.map((method) => typeof method)).toEqual(methods.map(() => 'function'));
    expect(ports.identifiers.uuid()).not.toBe(ports.identifiers.uuid());
  });

  it('connects by the endpoint and the keys of the given environment, not the process’s', async () => {
    const server = await realServer((response) => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"Item":{"PlanId":{"S":"there"}}}'));
    const environments = [{ AWS_ENDPOINT_URL: server.url }, { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_DYNAMODB: server.url }];
    for (const endpoint of environments) {
      const ports = createPorts({ clock, environment: { ...tables, ...keys, ...endpoint } }, { items: dynamodbItemStore });
      expect(await ports.items.get('plans', { PlanId: 'p' })).toEqual({ PlanId: 'there' });
    }
    expect(server.received).toHaveLength(2);
    expect(server.received[0]?.headers.authorization).toContain('Credential=AKIDOWN/');
    expect(server.received[0]?.headers['x-amz-security-token']).toBe('session');
  });
});
