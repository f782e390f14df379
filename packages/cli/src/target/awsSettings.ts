import type { Environment } from '@drs-orchestration/core';
import type { AwsEndpoint } from '../api/awsTransport.js';
import { isLoopback } from '../api/loopback.js';
import { InputError } from '../input/inputError.js';
import { defaultProfile, readSettings, settingsPath } from './settings.js';
import type { TargetOptions } from './targetOptions.js';

/** An endpoint, and where each part of it is from. */
export interface AwsSettings extends AwsEndpoint {
  readonly from: { readonly apiUrl: string; readonly region: string; readonly profile: string };
}

interface Found {
  readonly value: string;
  readonly from: string;
}

/** The API on AWS as flags, environment and settings say, in this order. @throws InputError where they do not suffice. */
export function awsSettings(options: TargetOptions, environment: Environment): AwsSettings {
  const profile = first(['--profile', options.profile], ['AWS_PROFILE', environment['AWS_PROFILE']]);
  const kept = readSettings(environment).Profiles[profile?.value ?? defaultProfile];
  const path = settingsPath(environment);
  const apiUrl = first(['--api-url', options.apiUrl], ['DRSCTL_API_URL', environment['DRSCTL_API_URL']], [path, kept?.ApiUrl]);
  if (apiUrl === undefined) {
    const whose = profile === undefined ? '' : ` for the profile ${profile.value}`;
    throw new InputError(`Where? Nothing is known of an API on AWS${whose}.\nFor this machine, add --local. For AWS, tell the API's address once: drsctl config --from-terraform DIR (or --api-url, DRSCTL_API_URL).`);
  }
  const address = checkedUrl(apiUrl);
  const region = first(['--region', options.region], ['the URL', regionOf(address)], [path, apiUrl.from === path ? kept?.Region : undefined], ['AWS_REGION', environment['AWS_REGION']], ['AWS_DEFAULT_REGION', environment['AWS_DEFAULT_REGION']], [path, kept?.Region], ['loopback', isLoopback(address) ? 'us-east-1' : undefined]);
  if (region === undefined) throw new InputError(`The Region of the API at ${address.href} is not known: give it by --region or AWS_REGION.`);
  if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/u.test(region.value)) throw new InputError(`${region.from} ${region.value}: that is no Region, e.g. eu-central-1.`);
  return {
    apiUrl: address.href.replace(/\/+$/u, ''),
    region: region.value,
    regionFrom: region.from,
    // The SDK looks at AWS_PROFILE by itself; named again, it would pass over keys of the environment.
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...proxyHint(environment),
    from: { apiUrl: apiUrl.from, region: region.from, profile: profile === undefined ? 'default' : `${profile.value} (${profile.from})` },
  };
}

/** `fetch` uses a proxy only where Node is told to: NODE_USE_ENV_PROXY, from Node 22.21 and 24 on. */
function proxyHint(environment: Environment): Pick<AwsEndpoint, 'proxyHint'> {
  const named = ['HTTPS_PROXY', 'https_proxy'].find((name) => environment[name] !== undefined && environment[name] !== '');
  if (named === undefined || environment['NODE_USE_ENV_PROXY'] === '1') return {};
  return { proxyHint: `${named} is set, but no proxy was used: Node 22.21 or later does so with NODE_USE_ENV_PROXY=1.` };
}

/** An address of an API. @throws InputError */
export function checkedUrl({ value, from }: Found): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const right = url !== undefined && url.search === '' && url.hash === '' && url.username === '' && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
  if (!right) throw new InputError(`${from} ${value}: give the API's address, e.g. https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com (http only on this machine).`);
  return url;
}

function regionOf({ hostname }: URL): string | undefined {
  return /[.]execute-api[.]([a-z0-9-]+)[.]/u.exec(hostname)?.[1];
}

function first(...candidates: readonly (readonly [string, string | undefined])[]): Found | undefined {
  const found = candidates.find(([, value]) => value !== undefined && value !== '');
  return found === undefined ? undefined : { from: found[0], value: found[1] ?? '' };
}
