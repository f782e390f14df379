import { localDeployment, localKeys, type LocalEndpoints } from '@drs-orchestration/testkit';

/** The variables by which the AWS CLI, the SDKs and drsctl find a local system. */
export function systemEnvironment(apiUrl: string, endpoints: LocalEndpoints): Readonly<Record<string, string>> {
  return {
    DRSCTL_API_URL: apiUrl,
    ...Object.fromEntries(Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, String(url)])),
    ...localKeys,
    AWS_REGION: localDeployment.region,
    AWS_DEFAULT_REGION: localDeployment.region,
  };
}

/** The variables as a shell takes them: `eval` of these lines sets them. */
export function exportLines(variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
}
