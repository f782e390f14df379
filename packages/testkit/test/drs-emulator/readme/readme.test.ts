import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { DescribeJobsCommand, DescribeRecoveryInstancesCommand, ListTagsForResourceCommand, type Job } from '@aws-sdk/client-drs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reactionsRun } from '../../../src/clock/wallPacer.js';
import { drsOperations } from '../../../src/drs-emulator/model/drsOperations.js';
import { endBins, fromSource, listeningBin, packageFolder, startBin } from '../bin/startBin.js';
import { clientsOf } from '../emulated.js';
import { generatedSections, readmeFile, scenarioSchemaOf, snippet, snippets, withSections } from './readme.js';
import { keysOf } from './scenarioReference.js';
import { supportTable } from './supportTable.js';

const readme = readFileSync(readmeFile, 'utf8');
const minute = 60_000;

describe('the README of the DRS emulator', () => {
  it('has the scenario reference and the support table of today (else run test/drs-emulator/readme/writeReadme.ts)', () => {
    expect(withSections(readme)).toBe(readme);
  });

  it('names every key that a scenario file may have, and every operation of DRS', () => {
    const reference = generatedSections()['scenario reference'] ?? '';
    const keys = keysOf(scenarioSchemaOf());
    expect(keys.filter((key) => !reference.includes(`| \`${key}\` |`))).toEqual([]);
    // The schema's top, and a key of each kind of object in it.
    expect(keys).toEqual(expect.arrayContaining(['Seed', 'JobPending', 'ConcurrentJobs', 'SourceServerId', 'IsDrill', 'EndsAfterSeconds', 'Operation', 'RawError', 'Schedule', 'Decision']));
    expect(Object.keys(drsOperations).filter((name) => !new RegExp(`\\| DRS \\| ${name} \\||\`${name}\``).test(readme))).toEqual([]);
    expect(supportTable()).not.toContain('NO NOTE');
  });

  it('has no piece of code that is not run or read by a test', () => {
    expect(snippets().map(({ language, title }) => `${language} ${title}`)).toEqual([
      'console ', 'js first lines', 'bash first lines', 'python first lines',
      // Needs npx and an installed package: `npm run test:packages` runs it.
      'bash background',
      'python drill', 'bash drill', 'js in a test', 'yaml scenario', 'js state machine', 'text state machine', 'js any plan',
    ]);
  });
});

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Of the machine's environment it gets what leads to programs, and nothing that leads to AWS. */
function ran(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: packageFolder, env: { ...own, AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
    child.once('error', (error) => resolve({ status: null, stdout: '', stderr: error.message }));
    child.once('close', (status) => resolve({ status, ...said }));
  });
}

describe('the code in the README, as it stands there', { timeout: 2 * minute }, () => {
  let environment: Readonly<Record<string, string>> = {};
  let url = '';
  let noPython = '';
  let noCli = '';

  const runsOn = async (program: string, ...args: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await ran(program, args, environment);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
    return stdout;
  };
  const jobs = async (): Promise<readonly Job[]> => (await clientsOf(url).drs.send(new DescribeJobsCommand({}))).items ?? [];
  const jobOf = async (server: string): Promise<Job | undefined> => (await jobs()).find((job) => job.participatingServers?.some(({ sourceServerID }) => sourceServerID === server));

  beforeAll(async () => {
    ({ environment, url } = await listeningBin('--time', 'fast'));
    const python = await ran('python3', ['-c', 'import boto3']);
    noPython = python.status === 0 ? '' : `python3 has no boto3 here: ${python.stderr.trim().split('\n').at(-1)}`;
    const cli = await ran('aws', ['--version']);
    noCli = cli.status === null ? `the AWS CLI is not here: ${cli.stderr}` : '';
  }, minute);
  afterAll(endBins);

  it('shows what drs-emulator prints', async () => {
    const started = startBin('--time', 'fast');
    await started.until('stderr', 'Ctrl-C ends it.');
    const generic = (text: string): string => text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT');
    expect(generic(`$ npx drs-emulator --time fast\n${started.stdout()}${started.stderr()}`)).toBe(generic(snippet('console', '')));
  });

  it('starts a drill by the AWS SDK for JavaScript', async () => {
    const said = await runsOn(process.execPath, '--input-type=module', '-e', snippet('js', 'first lines'));
    expect(said).toMatch(/^6 drsjob-[0-9a-f]{17} PENDING\n$/);
    expect(await jobOf('s-3d75cdc0d9a28a725')).toMatchObject({ initiatedBy: 'START_DRILL', jobID: said.split(' ')[1] });
  });

  it('moves a test\'s clock', async () => {
    expect(await runsOn(process.execPath, ...fromSource, '--input-type=module', '-e', snippet('js', 'in a test'))).toBe('COMPLETED 1\n');
  });

  it('runs a state machine, which says what it says', async () => {
    expect(await runsOn(process.execPath, ...fromSource, '--input-type=module', '-e', snippet('js', 'state machine'))).toBe(snippet('text', 'state machine'));
  });

  it('draws any plan', async () => {
    expect(await runsOn(process.execPath, ...fromSource, '--input-type=module', '-e', snippet('js', 'any plan'))).toBe('');
  });

  it('starts a drill by the AWS CLI', async (context) => {
    context.skip(noCli !== '', noCli);
    const lines = (await runsOn('bash', '-euo', 'pipefail', '-c', snippet('bash', 'first lines'))).split('\n');
    expect(lines[0]?.split('\t')).toHaveLength(6);
    expect(lines[1]).toMatch(/^(PENDING|STARTED|COMPLETED)$/);
    expect(JSON.parse(lines.slice(2).join('\n'))).toEqual({ tags: {} });
    expect(await jobOf('s-3afa164776f93ce4f')).toMatchObject({ initiatedBy: 'START_DRILL' });
  });

  it('starts a drill by boto3', async (context) => {
    context.skip(noPython !== '', noPython);
    const said = await runsOn('python3', '-c', snippet('python', 'first lines'));
    expect(said).toMatch(/^\{'Tier': 'application'\} drsjob-[0-9a-f]{17} PENDING\n$/);
    expect(await jobOf('s-3c1730a9e0771ea14')).toMatchObject({ initiatedBy: 'START_DRILL' });
  });

  it('goes through a whole drill by boto3, page by page, and leaves nothing', async (context) => {
    context.skip(noPython !== '', noPython);
    const said = (await runsOn('python3', '-c', snippet('python', 'drill'))).trimEnd().split('\n');
    expect(said).toEqual([
      'conflict: One or more of the Source Servers included in the API call are currently participating in a job.',
      's-3578f52ef3bdd58b4 LAUNCHED', 's-3b9401c1cd270a7a8 LAUNCHED',
      expect.stringMatching(/^JOB_START (SNAPSHOT_START ?).* LAUNCH_END JOB_END$/),
      "{'owner': 'ops'}", "['running', 'running']", 'left: []', "jobs: ['TERMINATE', 'LAUNCH']",
    ]);
    await leavesNothing(['s-3578f52ef3bdd58b4', 's-3b9401c1cd270a7a8']);
  });

  it('goes through a whole drill by the AWS CLI, page by page, and leaves nothing', async (context) => {
    context.skip(noCli !== '', noCli);
    const servers = ['s-3c1730a9e0771ea14', 's-3c63bb8be30d7d071'];
    await untilOver(servers);
    const said = (await runsOn('bash', '-euo', 'pipefail', '-c', snippet('bash', 'drill'))).trimEnd().replaceAll('\t', ' ').split('\n');
    expect(said).toEqual([expect.stringMatching(/^refused, status 25[45]$/), 'LAUNCHED LAUNCHED', 'JOB_END', '{', '    "owner": "ops"', '}', expect.stringMatching(/^(running ){1,2}running$/), '0']);
    await leavesNothing(servers);
  });

  /** Waits, by the emulator's own time, until no job has one of the servers: a drill of the lines above may still run. */
  async function untilOver(servers: readonly string[]): Promise<void> {
    const busy = async (): Promise<boolean> => (await jobs()).some((job) => job.status !== 'COMPLETED' && job.participatingServers?.some(({ sourceServerID = '' }) => servers.includes(sourceServerID)));
    while (await busy()) await reactionsRun();
  }

  /** Looks by another client at what a drill says of itself. */
  async function leavesNothing(servers: readonly string[]): Promise<void> {
    const { drs } = clientsOf(url);
    expect((await drs.send(new DescribeRecoveryInstancesCommand({ filters: { sourceServerIDs: [...servers] } }))).items).toEqual([]);
    const own = (await jobs()).filter((job) => servers.every((server) => job.participatingServers?.some(({ sourceServerID }) => sourceServerID === server)));
    expect(own.map((job) => [job.type, job.status, job.participatingServers?.map((server) => server.launchStatus)])).toEqual([
      ['TERMINATE', 'COMPLETED', expect.arrayContaining(['TERMINATED'])], ['LAUNCH', 'COMPLETED', ['TERMINATED', 'TERMINATED']],
    ]);
    expect((await drs.send(new ListTagsForResourceCommand({ resourceArn: own[1]?.arn ?? '' }))).tags).toEqual({ owner: 'ops' });
  }
});
