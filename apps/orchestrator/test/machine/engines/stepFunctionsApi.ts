import { systemClock } from '@drs-orchestration/core/aws';

/** Calls an operation of the Step Functions API. */
export type StepFunctionsApi = (operation: string, input: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;

/** No signature: an engine of many services only reads in it which one is called. */
const SCOPE = 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/states/aws4_request';

/** The Step Functions API at a loopback address that checks no signatures. A read that met a 5xx is repeated. */
export function stepFunctionsApi(endpoint: string): StepFunctionsApi {
  return async (operation, input) => {
    for (let repetitions = 0; ; repetitions += 1) {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${operation}`, authorization: SCOPE },
        body: JSON.stringify(input),
      });
      const body = await response.text();
      if (response.ok) return body === '' ? {} : (JSON.parse(body) as Readonly<Record<string, unknown>>);
      const isRead = operation.startsWith('Describe') || operation.startsWith('Get');
      if (response.status < 500 || !isRead || repetitions === 5) throw new Error(`${operation} was refused (${response.status}): ${body}`);
      await systemClock.sleep(200);
    }
  };
}
