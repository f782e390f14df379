import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aPlan } from '@drs-orchestration/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { quick } from './support/drill.js';
import { cannotLook, cannotRun, descendants, startDrsctl, stillRunning, type RunningDrsctl } from './support/drsctlProcess.js';
import { aFolder } from './support/folder.js';

beforeEach((context) => context.skip(cannotRun !== undefined, cannotRun));

const types = (text: string): readonly string[] => text.trimEnd().split('\n').map((line) => (JSON.parse(line) as { Type: string }).Type);
const resultOf = (run: RunningDrsctl): { readonly Status: string; readonly ExecutionId: string; readonly CleanUp?: { readonly Status: string } } => JSON.parse(run.out().trimEnd().split('\n').at(-1) ?? '') as never;

function place(): string {
  const folder = aFolder();
  writeFileSync(join(folder, 'plan.yaml'), aPlan({ PlanName: 'Shop' }).withWave().withWave().yaml());
  writeFileSync(join(folder, 'world.yaml'), quick);
  return folder;
}

const drillIn = (folder: string, ...more: readonly string[]): RunningDrsctl => startDrsctl(['drill', 'plan.yaml', '--local', '--json', '--scenario', 'world.yaml', ...more], folder);

describe('the built drsctl', () => {
  it('drills through the bundles it carries: events and a result on stdout, exit status 0, records in the folder', async () => {
    const folder = place();
    const run = drillIn(folder, '--speed', 'max');
    expect(await run.ended).toBe(0);
    expect(types(run.out())[0]).toBe('ExecutionStarted');
    expect(types(run.out()).at(-1)).toBe('Result');
    expect(run.err()).toBe('');
    const { ExecutionId } = resultOf(run);
    const data = join(folder, '.drs-orchestration');
    expect(JSON.parse(readFileSync(join(data, 'executions', `${ExecutionId}.json`), 'utf8'))).toMatchObject({ ExecutionId, Status: 'COMPLETED' });
    const log = readFileSync(join(data, 'logs', `${ExecutionId}.jsonl`), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { service: string });
    expect(new Set(log.map((line) => line.service))).toEqual(new Set(['api', 'finder', 'orchestrator', 'poller']));
    expect(readdirSync(data)).not.toContain('lock');
  });

  it('keeps nothing with --ephemeral', async () => {
    const folder = place();
    expect(await drillIn(folder, '--speed', 'max', '--ephemeral').ended).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['plan.yaml', 'world.yaml']);
  });

  it('refuses a second drill in the same folder while one runs', async () => {
    const folder = place();
    const first = drillIn(folder, '--speed', '1');
    await first.untilSaid('ExecutionStarted');
    const second = drillIn(folder);
    expect(await second.ended).toBe(4);
    expect(second.err()).toContain(`in use by another drsctl (process ${first.child.pid})`);
    expect(second.out()).toBe('');
  });
});

describe('however drsctl ends, no child process of it is left', () => {
  beforeEach((context) => context.skip(cannotLook !== undefined, cannotLook));

  it.each(['SIGINT', 'SIGTERM'] as const)('on %s: the drill is cancelled, what is launched cleaned up, exit status 13 [R4.5]', async (signal) => {
    const run = drillIn(place(), '--speed', '100');
    await run.untilSaid('JobStarted');
    const children = descendants(run.child.pid ?? 0);
    expect(children.length).toBeGreaterThan(0);
    run.child.kill(signal);
    expect(await run.ended).toBe(13);
    expect(resultOf(run)).toMatchObject({ Status: 'CANCELLED', CleanUp: { Status: 'COMPLETED' } });
    expect(await stillRunning(children)).toEqual([]);
  });

  it('on a second Ctrl-C: at once, saying what is left', async () => {
    const run = drillIn(place(), '--speed', '1');
    await run.untilSaid('JobStarted');
    const children = descendants(run.child.pid ?? 0);
    run.child.kill('SIGINT');
    await run.untilSaid('CancelRequested');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(13);
    expect(run.err()).toMatch(/Left at once: execution \S+ is unfinished/);
    expect(await stillRunning(children)).toEqual([]);
  });

  it('killed outright: and the next drill closes the record that was left, says so, and completes', async () => {
    const folder = place();
    const run = drillIn(folder, '--speed', '1');
    await run.untilSaid('JobStarted');
    const children = descendants(run.child.pid ?? 0);
    expect(children.length).toBeGreaterThan(0);
    run.child.kill('SIGKILL');
    expect(await run.ended).toBeNull();
    expect(await stillRunning(children)).toEqual([]);
    const next = drillIn(folder, '--speed', 'max');
    expect(await next.ended).toBe(0);
    expect(next.err()).toMatch(/Execution \S+ \(Shop\) was left unfinished by an earlier drsctl: it is now FAILED/);
  });

  it('when nobody reads its output any more: after it has drilled to its end, with its record complete and its own exit status', async () => {
    const folder = place();
    const run = drillIn(folder, '--speed', '100');
    await run.untilSaid('ExecutionStarted');
    const [ExecutionId] = /"ExecutionId":"([^"]+)"/.exec(run.out())?.slice(1) ?? [];
    const children = descendants(run.child.pid ?? 0);
    run.child.stdout.destroy();
    expect(await run.ended).toBe(0);
    expect(run.err()).toBe('');
    expect(run.out()).not.toContain('"Result"');
    expect(JSON.parse(readFileSync(join(folder, '.drs-orchestration', 'executions', `${ExecutionId}.json`), 'utf8'))).toMatchObject({ Status: 'COMPLETED', CleanUp: { Status: 'COMPLETED' } });
    expect(await stillRunning(children)).toEqual([]);
  });
});
