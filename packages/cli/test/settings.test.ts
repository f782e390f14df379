import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { awsSettings } from '../src/target/awsSettings.js';
import { settingsPath } from '../src/target/settings.js';
import { aFolder } from './support/folder.js';
import { runDrsctl } from './support/targets.js';

const url = 'https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com';
const outputs = { api_url: { value: `${url}/`, type: 'string', sensitive: false }, region: { value: 'eu-central-1', type: 'string', sensitive: false } };

function place(): { readonly environment: Readonly<Record<string, string>>; readonly folder: string; write(content: unknown): string } {
  const folder = aFolder();
  return {
    folder,
    environment: { XDG_CONFIG_HOME: join(folder, 'config') },
    write: (content) => {
      const path = join(folder, 'outputs.json');
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
  };
}

describe('the settings of a deployment', () => {
  it.each<readonly [string, unknown]>([
    ['terraform output -json', outputs],
    ['cdktf output --outputs-file', { 'drs-orchestration-prod': { api_url: url, region: 'eu-central-1' } }],
    ['a Terraform state', { version: 4, outputs }],
  ])('are taken from %s and kept by profile', async (_what, content) => {
    const { environment, write } = place();
    const said = await runDrsctl(['config', '--from-terraform', write(content), '--profile', 'dr', '--json'], environment);
    expect(said.json()).toEqual({ Profile: 'dr', ApiUrl: url, Region: 'eu-central-1', File: settingsPath(environment) });
    expect(awsSettings({ profile: 'dr' }, environment)).toMatchObject({ apiUrl: url, region: 'eu-central-1', profile: 'dr' });
    expect(awsSettings({}, { ...environment, AWS_PROFILE: 'dr' })).toMatchObject({ apiUrl: url });
    expect(() => awsSettings({}, environment)).toThrow('Nothing is known of an API on AWS');
    const shown = await runDrsctl(['config', 'show', '--profile', 'dr'], environment);
    expect(shown.out).toContain(`API      ${url}`);
  });

  it('of one profile leave those of others as they are', async () => {
    const { environment, write } = place();
    await runDrsctl(['config', '--from-terraform', write(outputs)], environment);
    await runDrsctl(['config', '--from-terraform', write({ api_url: 'https://other.example', region: 'us-west-2' }), '--profile', 'other'], environment);
    expect(awsSettings({}, environment)).toMatchObject({ apiUrl: url, region: 'eu-central-1' });
    expect(awsSettings({ profile: 'other' }, environment)).toMatchObject({ apiUrl: 'https://other.example', region: 'us-west-2' });
  });

  it('yield to the environment, and that to flags', async () => {
    const { environment, write } = place();
    await runDrsctl(['config', '--from-terraform', write(outputs)], environment);
    const told = { ...environment, DRSCTL_API_URL: 'https://env.example', AWS_REGION: 'us-east-2' };
    expect(awsSettings({}, told)).toMatchObject({ apiUrl: 'https://env.example', region: 'us-east-2', from: { apiUrl: 'DRSCTL_API_URL', region: 'AWS_REGION' } });
    expect(awsSettings({ apiUrl: 'https://flag.example', region: 'ap-south-1' }, told)).toMatchObject({ apiUrl: 'https://flag.example', region: 'ap-south-1' });
    expect(awsSettings({}, { ...environment, AWS_REGION: 'us-east-2' })).toMatchObject({ apiUrl: url, region: 'eu-central-1' });
  });

  it('that are empty in the environment count as not there', () => {
    expect(() => awsSettings({}, { ...place().environment, DRSCTL_API_URL: '', AWS_PROFILE: '' })).toThrow('add --local');
  });

  it.each<readonly [string, unknown, string]>([
    ['without an API', { region: { value: 'eu-central-1' } }, 'no output api_url'],
    ['that are no JSON', 'api_url = "x"', 'that is no JSON'],
    ['with an address that is none', { api_url: 'javascript:alert(1)' }, "give the API's address"],
  ])('outputs %s are refused, and nothing is kept', async (_what, content, sentence) => {
    const { environment, write } = place();
    const said = await runDrsctl(['config', '--from-terraform', write(content)], environment);
    expect(said.status).toBe(2);
    expect(said.err).toContain(sentence);
    expect(() => awsSettings({}, environment)).toThrow('Nothing is known');
  });

  it('that are damaged are told, not overwritten', async () => {
    const { environment } = place();
    mkdirSync(join(environment['XDG_CONFIG_HOME'] ?? '', 'drsctl'), { recursive: true });
    writeFileSync(settingsPath(environment), '{');
    expect(await runDrsctl(['plan', 'list'], environment)).toMatchObject({ status: 2, err: expect.stringContaining('are damaged') });
  });
});
