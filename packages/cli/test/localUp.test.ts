import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionPage } from '@drs-orchestration/core';
import { aPlan } from '@drs-orchestration/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { cannotLook, cannotRun, descendants, startDrsctl, stillRunning, type RunningDrsctl } from './support/drsctlProcess.js';
import { aFolder } from './support/folder.js';

beforeEach((context) => context.skip(cannotRun !== undefined, cannotRun));

const quick = 'Profile: { JobPending: 60, JobStarted: 20, Launching: 60, LaunchActions: 40, SpreadPercent: 15 }\n';

function place(): string {
  const folder = aFolder();
  writeFileSync(join(folder, 'plan.yaml'), aPlan({ PlanName: 'Shop' }).withWave().withWave().yaml());
  writeFileSync(join(folder, 'world.yaml'), quick);
  return folder;
}

async function up(folder: string, ...more: readonly string[]): Promise<RunningDrsctl> {
  const system = startDrsctl(['local', 'up', '--scenario', 'world.yaml', '--speed', '600', ...more], folder);
  await system.untilSaid('AWS_DEFAULT_REGION');
  return system;
}

/** Runs a command in the folder to its end. */
async function ran(folder: string, ...args: readonly string[]): Promise<{ readonly status: number | null; readonly out: string; readonly err: string }> {
  const command = startDrsctl(args, folder);
  const status = await command.ended;
  return { status, out: command.out(), err: command.err() };
}

const list = async (folder: string): Promise<ExecutionPage['Executions']> => (JSON.parse((await ran(folder, 'executions', 'list', '--local', '--json')).out) as ExecutionPage).Executions;

describe('local up', () => {
  it('prints what leads to it, runs what other commands start, and what ran is there when it has ended', async () => {
    const folder = place();
    const system = await up(folder);
    const variables = Object.fromEntries([...system.out().matchAll(/^export (\w+)='([^']*)'$/gm)].map(([, name, value]) => [name, value]));
    expect(Object.keys(variables)).toEqual(expect.arrayContaining(['DRSCTL_API_URL', 'AWS_ENDPOINT_URL_DRS', 'AWS_ENDPOINT_URL_SFN', 'AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION']));
    expect(system.out().trim().split('\n').every((line) => line.startsWith('export '))).toBe(true);

    const second = await ran(folder, 'local', 'up');
    expect(second).toMatchObject({ status: 4, out: '' });
    expect(second.err).toContain(`process ${system.child.pid}`);

    const drill = await ran(folder, 'drill', 'plan.yaml', '--local', '--json');
    expect(drill.status).toBe(0);
    expect(drill.err).toContain('new to the local system');
    const [running] = await list(folder);
    expect(running).toMatchObject({ Status: 'COMPLETED', PlanId: 'plan-shop' });

    system.child.kill('SIGTERM');
    expect(await system.ended).toBe(0);
    expect(existsSync(join(folder, '.drs-orchestration', 'system.json'))).toBe(false);
    expect(await list(folder)).toEqual([running]);
    const shown = await ran(folder, 'executions', 'show', running?.ExecutionId ?? '', '--local');
    expect(shown).toMatchObject({ status: 0, err: '' });
    expect(shown.out).toContain('Drill COMPLETED: Shop');
  });

  it('leaves nothing behind where it is ended in the middle of a run: that run is FAILED, and whoever watches it hears so', async (context) => {
    context.skip(cannotLook !== undefined, cannotLook);
    const folder = place();
    const system = await up(folder, '--plan', 'plan.yaml', '--speed', '20');
    const children = descendants(system.child.pid ?? 0);
    const drill = startDrsctl(['drill', 'plan-shop', '--local', '--json'], folder);
    await drill.untilSaid('WaveStarted');
    system.child.kill('SIGINT');
    expect(await system.ended).toBe(0);
    expect(system.err()).toMatch(/Execution \S+ \(Shop\) was still running: it is FAILED now/);
    expect(await stillRunning(children)).toEqual([]);
    expect(await drill.ended).toBe(11);
    expect(drill.out()).toContain('LocalRunAbandoned');
  });

  it('keeps what runs in it from a local command of another folder in a shell that has its variables', async () => {
    const folder = place();
    const system = await up(folder, '--plan', 'plan.yaml', '--speed', '20');
    const endpoint = /AWS_ENDPOINT_URL_DYNAMODB='([^']*)'/.exec(system.out())?.[1];
    const drill = startDrsctl(['drill', 'plan-shop', '--local', '--json'], folder);
    await drill.untilSaid('WaveStarted');
    const beside = startDrsctl(['executions', 'list', '--local'], aFolder(), { AWS_ENDPOINT_URL_DYNAMODB: endpoint });
    expect(await beside.ended).toBe(endpoint === undefined ? 0 : 4);
    if (endpoint !== undefined) expect(beside.err()).toContain(`process ${system.child.pid}`);
    expect((await list(folder)).map(({ Status }) => Status)).not.toContain('FAILED');
  });

  it('killed outright is no hindrance: its announcement is nobody\'s, and its run is closed by the next command', async () => {
    const folder = place();
    const system = await up(folder, '--plan', 'plan.yaml', '--speed', '20');
    const drill = startDrsctl(['drill', 'plan-shop', '--local', '--json'], folder);
    await drill.untilSaid('WaveStarted');
    drill.child.kill('SIGKILL');
    system.child.kill('SIGKILL');
    await system.ended;
    expect(existsSync(join(folder, '.drs-orchestration', 'system.json'))).toBe(true);
    expect((await list(folder)).map(({ Status }) => Status)).toEqual(['FAILED']);
  });

  it('leaving a drill that runs there does not end it: exit status 130, and how to go on', async () => {
    const folder = place();
    const system = await up(folder, '--plan', 'plan.yaml', '--speed', '20');
    const drill = startDrsctl(['drill', 'plan-shop', '--local'], folder);
    await drill.untilSaid('LAUNCHING');
    drill.child.kill('SIGINT');
    expect(await drill.ended).toBe(130);
    expect(drill.err()).toMatch(/executions watch \S+ --local\n.*executions cancel \S+ --local/);
    const [run] = await list(folder);
    expect(run?.Status).toBe('POLLING');
    expect((await ran(folder, 'executions', 'cancel', run?.ExecutionId ?? '', '--local')).status).toBe(0);
    system.child.kill('SIGTERM');
    await system.ended;
  });
});

describe('whoever looks on', () => {
  it('is let go when nobody reads on (| head), exit status 130; what ran goes on', async () => {
    const folder = place();
    const drill = startDrsctl(['drill', 'plan.yaml', '--local', '--json', '--scenario', 'world.yaml', '--speed', '20'], folder);
    await drill.untilSaid('JobStarted');
    const [running] = await list(folder);
    const watch = startDrsctl(['executions', 'watch', running?.ExecutionId ?? '', '--local'], folder);
    await watch.untilSaid('LAUNCHING');
    watch.child.stdout.destroy();
    expect(await watch.ended).toBe(130);
    expect(watch.err()).toContain(`Left: execution ${running?.ExecutionId} goes on.`);
    expect((await list(folder))[0]?.Status).toBe('POLLING');
    drill.child.kill('SIGINT');
    expect(await drill.ended).toBe(13);
  });
});

describe('the records of local drills', () => {
  it('that a drill writes are listed, shown and reported later; a drill that runs is watched and cancelled from beside it', async () => {
    const folder = place();
    const drill = startDrsctl(['drill', 'plan.yaml', '--local', '--json', '--scenario', 'world.yaml', '--speed', '20'], folder);
    await drill.untilSaid('JobStarted');
    const [running] = await list(folder);
    const watch = startDrsctl(['executions', 'watch', running?.ExecutionId ?? '', '--local', '--json'], folder);
    await watch.untilSaid('WaveStarted');
    expect(await ran(folder, 'executions', 'cancel', running?.ExecutionId ?? '', '--local', '--reason', 'seen enough')).toMatchObject({ status: 0 });
    expect([await drill.ended, await watch.ended]).toEqual([13, 13]);
    const [ended, ...others] = await list(folder);
    expect(ended).toMatchObject({ ExecutionId: running?.ExecutionId, Status: 'CANCELLED' });
    expect(others).toEqual([]);
    expect(await ran(folder, 'report', ended?.ExecutionId ?? '', '--local', '--html', 'report.html')).toMatchObject({ status: 0, out: '' });
    expect(existsSync(join(folder, 'report.html'))).toBe(true);
    const gone = await ran(folder, 'executions', 'cleanup', ended?.ExecutionId ?? '', '--local', '--yes');
    expect(gone.status).toBe(4);
    expect(gone.err).toContain('ends with the process that ran it');
  });

  it('are not made by looking for them', async () => {
    const folder = aFolder();
    expect(await ran(folder, 'executions', 'list', '--local')).toMatchObject({ status: 0, out: '' });
    expect(await ran(folder, 'executions', 'show', 'some-id', '--local')).toMatchObject({ status: 3, out: '' });
    expect(existsSync(join(folder, '.drs-orchestration'))).toBe(false);
  });

  it('are read by two commands at a time', async () => {
    const folder = place();
    expect((await ran(folder, 'plan', 'put', 'plan.yaml', '--local')).status).toBe(0);
    const both = await Promise.all([ran(folder, 'plan', 'list', '--local'), ran(folder, 'plan', 'list', '--local')]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
  });

  it('have what a run by a plan\'s id, or the retry of a run, needs: what failed is run again alone, in this process', async () => {
    const folder = place();
    writeFileSync(join(folder, 'faulty.yaml'), `${quick}Faults:\n  - { Server: ${aPlan().withWave().withWave().validated().plan.Waves[1]?.ServerIds?.[0]}, Phase: LAUNCH, Fault: FAIL, RawError: no capacity }\n`);
    const failed = await ran(folder, 'drill', 'plan.yaml', '--local', '--json', '--speed', 'max', '--scenario', 'faulty.yaml');
    expect([10, 11]).toContain(failed.status);
    const id = (JSON.parse(failed.out.split('\n')[0] ?? '') as { readonly ExecutionId: string }).ExecutionId;
    const retried = await ran(folder, 'executions', 'retry', id, '--local', '--json', '--speed', 'max', '--scenario', 'world.yaml');
    expect(retried.status).toBe(0);
    expect((await list(folder)).find(({ RetryOf }) => RetryOf !== undefined)).toMatchObject({ RetryOf: id, Status: 'COMPLETED' });
    expect((await ran(folder, 'drill', 'plan-shop', '--local', '--json', '--speed', 'max', '--scenario', 'world.yaml')).status).toBe(0);
  });
});
