import type { ExecutionType } from '@drs-orchestration/core';
import type { Lambdas } from './lambdas.js';

/** An answer of the API's function. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly body: unknown;
}

/** Sends a request to the API's function, as API Gateway would; undefined where the function died over it. */
export async function request(lambdas: Lambdas, path: string, body?: unknown): Promise<ApiAnswer | undefined> {
  const event = {
    rawPath: path,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: { http: { method: 'POST' }, authorizer: { iam: { userArn: 'arn:aws:iam::111111111111:user/operator', accountId: '111111111111' } } },
  };
  const result = await lambdas.invoke('api', event);
  if (!('payload' in result)) return undefined;
  const { statusCode, body: text } = result.payload as { readonly statusCode: number; readonly body: string };
  return { statusCode, body: JSON.parse(text) };
}

/** Asks for a plan's start. */
export function requestStart(lambdas: Lambdas, planId: string, executionType: ExecutionType): Promise<ApiAnswer | undefined> {
  return request(lambdas, '/executions', { PlanId: planId, ExecutionType: executionType });
}
