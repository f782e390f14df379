/** The environment variables that lead the AWS SDKs and the AWS CLI to an emulator, whose keys are anybody's. */
export function clientEnvironment(url: string, region: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_DRS: url,
    AWS_ENDPOINT_URL_EC2: url,
    AWS_ENDPOINT_URL_STS: url,
    AWS_ENDPOINT_URL_SNS: url,
    AWS_ACCESS_KEY_ID: 'AKIADRSEMULATOR',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}

/** The same for a shell. A profile or a session of real keys would get in the way of the keys above. */
export function shellLines(environment: Readonly<Record<string, string>>): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${value}\n`);
  return `${exports.join('')}unset AWS_PROFILE AWS_SESSION_TOKEN\n`;
}
