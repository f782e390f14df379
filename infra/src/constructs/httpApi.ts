import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api/index.js';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration/index.js';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route/index.js';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Deployment } from '../deployment.js';
import type { SystemFunction } from './systemFunction.js';

/** The API's description: the source of its routes. */
const descriptionFile: string = fileURLToPath(new URL('../../../apps/orchestrator/openapi/openapi.json', import.meta.url));

/** The API's operations as its description has them, a route each, so that IAM policies can allow them one by one: who may start is not who may approve. */
export function describedRoutes(): readonly string[] {
  const { paths } = JSON.parse(readFileSync(descriptionFile, 'utf8')) as { readonly paths: Readonly<Record<string, object>> };
  return Object.entries(paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`));
}

/** What an access log line says of a request. */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  caller: '$context.identity.userArn',
  sourceIp: '$context.identity.sourceIp',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
});

/** The HTTP API: every request signed by IAM, logged and throttled. */
export class ExecutionsApi extends Construct {
  readonly api: Apigatewayv2Api;
  readonly stage: Apigatewayv2Stage;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { names, settings }: Deployment, handler: SystemFunction) {
    super(scope, id);
    this.logGroup = new CloudwatchLogGroup(this, 'log', { name: `/aws/vendedlogs/apigateway/${names.of('api')}`, retentionInDays: settings.Retention.LogDays });
    this.api = new Apigatewayv2Api(this, 'api', { name: names.of('api'), protocolType: 'HTTP', description: 'Starts, shows, cancels and approves executions, and keeps plans' });
    const integration = new Apigatewayv2Integration(this, 'integration', {
      apiId: this.api.id,
      integrationType: 'AWS_PROXY',
      integrationUri: handler.function.invokeArn,
      integrationMethod: 'POST',
      payloadFormatVersion: '2.0',
      timeoutMilliseconds: 30_000,
    });
    for (const routeKey of describedRoutes()) {
      new Apigatewayv2Route(this, routeKey.replace(/[^A-Za-z]+/g, '-'), { apiId: this.api.id, routeKey, target: `integrations/${integration.id}`, authorizationType: 'AWS_IAM' });
    }
    this.stage = new Apigatewayv2Stage(this, 'stage', {
      apiId: this.api.id,
      name: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: this.logGroup.arn, format: accessLogFormat },
      defaultRouteSettings: { throttlingRateLimit: settings.ApiThrottling.RatePerSecond, throttlingBurstLimit: settings.ApiThrottling.Burst, detailedMetricsEnabled: true },
    });
    new LambdaPermission(this, 'permission', {
      statementId: 'http-api',
      action: 'lambda:InvokeFunction',
      functionName: handler.function.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${this.api.executionArn}/*/*`,
    });
  }
}
