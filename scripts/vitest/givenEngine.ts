import { engineIsGiven, engineKinds, type EngineKind } from '../run/enginesResults.mjs';
import { isLoopback } from './loopback.js';

/** Environment variables. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What an SDK's client of an engine is made with; what is not said is the SDK's own default, as for all of AWS. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A Step Functions API that AWS_ENDPOINT_URL_SFN names, for the suite of engines to run on. */
export interface GivenEngine {
  /** What it is known to do otherwise than AWS documents stands under this name. */
  readonly kind: EngineKind;
  readonly client: ClientSettings;
  /** The role that machines name; absent on this machine, where nobody assumes it. */
  readonly roleArn?: string;
  /** The function that Task states name; absent on this machine, where any name leads to this process. */
  readonly lambda?: { readonly arn: string; readonly name: string };
  /** Why no Task state reaches this process. */
  readonly withoutLambda?: string;
}

/** An engine on this machine checks no keys, but the SDK sends nothing without any. Emulators start in this Region. */
export function localClient(endpoint: string): ClientSettings {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'local' } };
}

/**
 * The engine that the environment names, if it does.
 * @throws {Error} naming all that is wrong or missing in the environment
 */
export function givenEngine(environment: Variables): GivenEngine | undefined {
  if (!engineIsGiven(environment)) return undefined;
  const endpoint = environment['AWS_ENDPOINT_URL_SFN'] ?? '';
  const { CONFORMANCE_ENGINE: named = '', CONFORMANCE_ROLE_ARN: role = '', CONFORMANCE_FUNCTION_ARN: functionArn = '', CONFORMANCE_LAMBDA_PORT: port = '' } = environment;
  const isLocal = isLoopback(hostOf(endpoint) ?? '');
  const functionName = /^arn:[^:]+:lambda:[^:]*:\d*:function:([^:]+)/.exec(functionArn)?.[1];
  const invokes = isLocal || functionArn !== '';
  const faults = [
    hostOf(endpoint) === undefined && `AWS_ENDPOINT_URL_SFN is no http or https URL: ${endpoint}`,
    named !== '' && !engineKinds.some((kind) => kind === named) && `CONFORMANCE_ENGINE is ${named}; it must be one of ${engineKinds.join(', ')}`,
    !isLocal && role === '' && `CONFORMANCE_ROLE_ARN must name the role that machines at ${endpoint} run as`,
    functionArn !== '' && functionName === undefined && `CONFORMANCE_FUNCTION_ARN is no ARN of a Lambda function: ${functionArn}`,
    invokes && port === '' && 'CONFORMANCE_LAMBDA_PORT must say at which port of this machine the engine calls functions',
    port !== '' && !isPort(port) && `CONFORMANCE_LAMBDA_PORT is no port: ${port}`,
  ].filter((fault) => fault !== false);
  if (faults.length > 0) throw new Error(`The engine that AWS_ENDPOINT_URL_SFN names cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  return {
    kind: engineKinds.find((kind) => kind === named) ?? 'aws',
    client: isLocal ? localClient(endpoint) : { endpoint },
    ...(role === '' ? {} : { roleArn: role }),
    ...(functionName === undefined ? {} : { lambda: { arn: functionArn, name: functionName } }),
    ...(invokes ? {} : { withoutLambda: `it invokes a function, and CONFORMANCE_FUNCTION_ARN names none that ${endpoint} could invoke` }),
  };
}

/** Where this process serves the functions that an engine calls: CONFORMANCE_LAMBDA_ADDRESS and CONFORMANCE_LAMBDA_PORT. */
export function lambdaPlace(environment: Variables): { readonly address: string; readonly port: number } {
  return { address: environment['CONFORMANCE_LAMBDA_ADDRESS'] || '127.0.0.1', port: Number(environment['CONFORMANCE_LAMBDA_PORT'] || 0) };
}

/** The hosts that the suite of engines may reach besides this machine's loopback: its engines', and where it serves functions. */
export function engineHosts(environment: Variables): readonly string[] {
  const endpoints = Object.entries(environment).filter(([name]) => /^AWS_ENDPOINT_URL(_|$)/.test(name));
  const hosts = endpoints.flatMap(([, url]) => hostOf(url ?? '') ?? []);
  return [...new Set([...hosts, lambdaPlace(environment).address.toLowerCase()])].filter((host) => !isLoopback(host));
}

/** The host of a URL, an IPv6 address without its brackets. */
function hostOf(url: string): string | undefined {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
