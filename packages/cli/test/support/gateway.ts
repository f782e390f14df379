import { startLoopbackServer, type ReceivedRequest, type Reply } from '@drs-orchestration/testkit';
import { onTestFinished, vi } from 'vitest';
import { signatureFault } from './signatureCheck.js';

// What the SDK will want of Node some day is not what is tested here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** The keys that a test's user has. */
export const testKeys = { AWS_ACCESS_KEY_ID: 'AKIATESTTESTTESTTEST', AWS_SECRET_ACCESS_KEY: 'secretsecretsecretsecretsecretsecretsecr' } as const;
/** The Region of a test's API. */
export const testRegion = 'eu-central-1';

/** Sets the process's AWS variables, and only these, for a test. */
export function stubAwsEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (/^AWS_(?!SDK_JS)/u.test(name)) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** What API Gateway does before a function is asked: it lets through what is signed rightly. `answer` is behind it. */
export async function startGateway(answer: (request: ReceivedRequest) => Promise<Reply>): Promise<{ readonly url: string; close(): Promise<void> }> {
  return startLoopbackServer(async (request) => {
    const fault = signatureFault({ ...request, body: request.body.toString('utf8') }, { accessKey: testKeys.AWS_ACCESS_KEY_ID, secretKey: testKeys.AWS_SECRET_ACCESS_KEY, region: testRegion, service: 'execute-api' });
    if (fault !== undefined) return { status: 403, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: fault }) };
    return answer(request);
  });
}

/** Sends what was let through on to another API. */
export async function forwarded(apiUrl: string, request: ReceivedRequest): Promise<Reply> {
  const response = await fetch(`${apiUrl}${request.target}`, {
    method: request.method,
    headers: request.headers['content-type'] === undefined ? {} : { 'content-type': request.headers['content-type'] },
    ...(request.body.length === 0 ? {} : { body: new Uint8Array(request.body) }),
  });
  return { status: response.status, headers: { 'content-type': response.headers.get('content-type') ?? 'application/json' }, body: await response.text() };
}
