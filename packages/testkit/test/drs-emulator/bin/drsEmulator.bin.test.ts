import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeSourceServersCommand, StartRecoveryCommand } from '@aws-sdk/client-drs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientsOf } from '../emulated.js';
import { snippet } from '../readme/readme.js';
import { endBins, listeningBin, startBin } from './startBin.js';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'drs-emulator-'))));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(endBins);

function fileOf(text: string): string {
  const file = join(folder, 'world.yaml');
  writeFileSync(file, text);
  return file;
}

async function refused(...args: readonly string[]): Promise<{ readonly status: unknown; readonly stdout: string; readonly stderr: string }> {
  const { ended, stdout, stderr } = startBin(...args);
  return { status: await ended, stdout: stdout(), stderr: stderr() };
}

const minute = 60_000;

describe('drs-emulator', { timeout: minute }, () => {
  it('prints on stdout nothing but what a shell needs to reach it, and plays the example servers in one Region', async () => {
    const { stdout, stderr, environment, url } = await listeningBin('--region', 'eu-central-1', '--account', '222222222222');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(stdout().split('\n').filter((line) => !line.startsWith('export '))).toEqual(['unset AWS_PROFILE AWS_SESSION_TOKEN', '']);
    expect(environment).toEqual({
      AWS_ENDPOINT_URL_DRS: url, AWS_ENDPOINT_URL_EC2: url, AWS_ENDPOINT_URL_STS: url, AWS_ENDPOINT_URL_SNS: url,
      AWS_ACCESS_KEY_ID: 'AKIADRSEMULATOR', AWS_SECRET_ACCESS_KEY: 'not-a-secret', AWS_REGION: 'eu-central-1', AWS_DEFAULT_REGION: 'eu-central-1',
    });
    expect(stderr()).toBe(`DRS is emulated on ${url}: account 222222222222, eu-central-1, 6 source servers. Ctrl-C ends it.\n`);
    const here = clientsOf(url, 'any', 'eu-central-1');
    const { items = [] } = await here.drs.send(new DescribeSourceServersCommand({}));
    expect(items.map((server) => server.sourceProperties?.identificationHints?.hostname)).toEqual(['db-1', 'db-2', 'app-1', 'app-2', 'web-1', 'web-2']);
    expect(items[0]?.arn).toBe('arn:aws:drs:eu-central-1:222222222222:source-server/s-3d75cdc0d9a28a725');
    expect((await here.sts.send(new GetCallerIdentityCommand({}))).Account).toBe('222222222222');
    expect((await clientsOf(url, 'any', 'us-east-1').drs.send(new DescribeSourceServersCommand({}))).items).toEqual([]);
  });

  it('prints one JSON object with --json, and plays the scenario of the README', async () => {
    const { stdout } = await listeningBin('--json', '--scenario', fileOf(snippet('yaml', 'scenario')), '--speed', '1000');
    const printed = JSON.parse(stdout()) as { Url: string; Servers: string[]; Environment: Record<string, string> };
    expect(printed).toMatchObject({ Region: 'us-east-1', Account: '111111111111', Servers: ['s-3d75cdc0d9a28a725', 's-3afa164776f93ce4f'], Environment: { AWS_ENDPOINT_URL_DRS: printed.Url } });
    const { drs } = clientsOf(printed.Url);
    const { items = [] } = await drs.send(new DescribeSourceServersCommand({}));
    expect(items.map((server) => server.dataReplicationInfo)).toEqual([{ dataReplicationState: 'CONTINUOUS', lagDuration: 'PT0S' }, { dataReplicationState: 'STALLED', lagDuration: 'PT90S' }]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with status 0 at %s, its port free, though a client keeps its connection', async (signal) => {
    const { child, ended, url, stderr } = await listeningBin();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const cut = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined).write('POST /DescribeJobs HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
    child.kill(signal);
    expect(await ended).toBe(0);
    await cut;
    expect(stderr().split('\n')).toHaveLength(2);
    expect((await listeningBin('--port', new URL(url).port)).url).toBe(url);
  });

  it('ends with status 0 while a client waits for an answer that never comes', async () => {
    const { child, ended, url, until } = await listeningBin('--verbose', '--scenario', fileOf('Faults:\n  - { Service: drs, Operation: "*", Fault: TIMEOUT }\n'));
    const waiting = fetch(`${url}/DescribeJobs`, { method: 'POST' }).catch(() => 'cut');
    await until('stderr', 'DescribeJobs no answer, as the scenario says');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await waiting).toBe('cut');
  });

  it('logs each request on stderr with --verbose, whatever a client sends, and goes on', async () => {
    const { url, stderr, stdout, until } = await listeningBin('--verbose');
    await clientsOf(url).drs.send(new StartRecoveryCommand({ sourceServers: [{ sourceServerID: 's-3d75cdc0d9a28a725' }] }));
    for (const body of ['{', '[]', 'null', '\u0000', `{"jobID": "${'x'.repeat(1_000_000)}"}`]) await fetch(`${url}/DescribeJobLogItems`, { method: 'POST', body });
    await fetch(`${url}/${'x'.repeat(10_000)}`, { method: 'POST' });
    await fetch(`${url}/tags/%1B%5B31m%0Anext`);
    await fetch(url, { method: 'PATCH' });
    await until('stderr', /PATCH \/ 400/);
    const lines = stderr().trimEnd().split('\n').slice(1);
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z drs StartRecovery 202$/);
    expect(lines[1]).toMatch(/DescribeJobLogItems 400 ValidationException: The body is not JSON$/);
    for (const line of lines) {
      expect(line).not.toMatch(/\p{Cc}/u);
      expect(line.length).toBeLessThanOrEqual(501);
    }
    expect(stdout()).toMatch(/^(export .*\n)+unset .*\n$/);
    expect((await clientsOf(url).drs.send(new DescribeSourceServersCommand({}))).items).toHaveLength(6);
  });

  it('goes on where nobody reads what it prints', async () => {
    const started = startBin('--verbose', '--json');
    await started.until('stdout', '}');
    const { Url } = JSON.parse(started.stdout()) as { Url: string };
    started.child.stdout.destroy();
    started.child.stderr.destroy();
    for (let call = 0; call < 3; call += 1) expect((await clientsOf(Url).drs.send(new DescribeSourceServersCommand({}))).items).toHaveLength(6);
  });

  it('refuses a port that is taken', async () => {
    const { url } = await listeningBin();
    const { port } = new URL(url);
    expect(await refused('--port', port)).toEqual({ status: 2, stdout: '', stderr: `drs-emulator: port ${port} of 127.0.0.1 is taken: end what listens there, or give another --port (0: any free one)\n` });
  });

  it('refuses a scenario with every fault and its line, and starts nothing', async () => {
    const file = fileOf('Seeed: 1\nProfile: measurd\nServers:\n  - { SourceServerId: s-1 }\n');
    expect(await refused('--scenario', file)).toEqual({
      status: 2, stdout: '',
      stderr: [
        'drs-emulator: the scenario is not valid, so nothing was started:',
        `${file}:1:  Seeed: is not a known key: did you mean Seed?`,
        `${file}:2:  Profile: must be one of measured, recorded, but is the text "measurd": did you mean measured?`,
        `${file}:4:  Servers[0].SourceServerId: must be a DRS source server id, "s-" and 17 lower-case letters or digits, but is the text "s-1"`, '',
      ].join('\n'),
    });
    expect((await refused('--scenario', fileOf('Faults:\n  - { Server: s-0123456789abcdef0, Fault: STALL }\n'))).stderr).toContain(`${file}:2:  Faults[0].Server: this scenario's Servers do not have s-0123456789abcdef0`);
    expect(await refused('--scenario', join(folder, 'none.yaml'))).toMatchObject({ status: 2, stderr: `drs-emulator: the scenario ${join(folder, 'none.yaml')} cannot be read: there is no such file\n` });
  });

  it('refuses arguments with every fault', async () => {
    expect(await refused('--prt', '1', '--speed', '0', '--scenaro', 'x', 'file.yaml')).toEqual({
      status: 2, stdout: '',
      stderr: [
        'drs-emulator: there is no option --prt: did you mean --port?',
        'drs-emulator: --speed must be a number above 0, at most 1000000, but is 0',
        'drs-emulator: there is no option --scenaro: did you mean --scenario?',
        'drs-emulator: file.yaml is not understood: every argument is an option (--help shows them)', '',
      ].join('\n'),
    });
  });
});
