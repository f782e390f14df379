import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionPage, ExecutionView } from '@drs-orchestration/core';
import { aPlan, testServers, type PlanBuilder } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { awsTarget, localTarget, type TestTarget } from './support/targets.js';

const [db1, db2] = testServers.Database;
const [web1] = testServers.Web;
const everyServer = [db1, db2, web1].map((SourceServerId) => ({ SourceServerId }));
const plan = aPlan({ PlanName: 'Shop' }).withWave({ WaveName: 'Database', ServerIds: [db1, db2] }).withWave({ WaveName: 'Web', ServerIds: [web1] });

function fileOf(target: TestTarget, what: PlanBuilder, name: string = 'plan.yaml'): string {
  const path = join(target.folder, name);
  writeFileSync(path, what.yaml());
  return path;
}

const events = (text: string): readonly { readonly Type: string; readonly [field: string]: unknown }[] => text.trimEnd().split('\n').map((line) => JSON.parse(line) as never);
const idIn = (text: string): string => String(events(text)[0]?.['ExecutionId']);

describe.each([
  ['a local system that another process runs', localTarget],
  ['AWS: every request signed', awsTarget],
])('on %s', (_where, start) => {
  it('a plan is put, listed, shown, compared, put again with its changes counted, and deleted', async () => {
    const target = await start({ Servers: everyServer });
    const path = fileOf(target, plan);
    expect(await target.run('plan', 'diff', path)).toMatchObject({ status: 1, out: expect.stringContaining('plan-shop is not stored') });
    expect(await target.run('plan', 'put', path)).toMatchObject({ status: 0, out: 'Shop (plan-shop): stored, version 1.\n', err: '' });
    expect((await target.run('plan', 'put', path)).out).toBe('Shop (plan-shop): stored already as it is, version 1.\n');
    expect((await target.run('plan', 'list')).out).toMatch(/plan-shop +Shop/);
    expect((await target.run('plan', 'diff', path, '--json')).json()).toEqual({ PlanId: 'plan-shop', Version: 1, Differences: [] });

    const shown = await target.run('plan', 'show', 'plan-shop');
    const copy = join(target.folder, 'copy.yaml');
    writeFileSync(copy, shown.out);
    expect(await target.run('plan', 'diff', copy)).toMatchObject({ status: 0 });
    writeFileSync(copy, shown.out.replace('WaveName: Web', 'WaveName: Front').replace('WaitTimeSeconds: 0', 'WaitTimeSeconds: 60'));
    expect(await target.run('plan', 'diff', copy)).toMatchObject({ status: 1, out: expect.stringContaining('~ Waves[WaveNumber 1].WaitTimeSeconds: 0 → 60') });
    const changed = await target.run('plan', 'put', copy);
    expect(changed.out).toContain('version 1 → 2, 2 changes.');
    expect(changed.out).toContain('~ Waves[WaveNumber 2].WaveName: Web → Front');

    expect(await target.run('plan', 'delete', 'plan-shop')).toMatchObject({ status: 2, err: expect.stringContaining('--yes') });
    expect(await target.run('plan', 'delete', 'plan-shop', '--yes')).toMatchObject({ status: 0 });
    expect(await target.run('plan', 'show', 'plan-shop')).toMatchObject({ status: 3, out: '', err: expect.stringContaining('drsctl plan list') });
    expect(await target.run('plan', 'list', '--json')).toMatchObject({ status: 0, out: '{\n  "Plans": []\n}\n' });
  });

  it('a group is put, shown, changed and deleted; one that a plan uses is not', async () => {
    const target = await start();
    const path = join(target.folder, 'group.yaml');
    writeFileSync(path, `GroupId: pg-db\nGroupName: Database\nRegion: us-east-1\nServerIds: [${db1}]\n`);
    expect((await target.run('group', 'put', path)).out).toBe('Database (pg-db): stored, version 1.\n');
    writeFileSync(path, `GroupId: pg-db\nGroupName: Database\nRegion: us-east-1\nServerIds: [${db1}, ${db2}]\n`);
    expect((await target.run('group', 'put', path)).out).toContain('version 1 → 2, 1 change.');
    expect((await target.run('group', 'show', 'pg-db', '--json')).json()).toMatchObject({ GroupId: 'pg-db', Version: 2, ServerIds: [db1, db2] });
    await target.run('plan', 'put', fileOf(target, aPlan({ PlanName: 'Grouped' }).withWave({ ProtectionGroupId: 'pg-db' })));
    expect(await target.run('group', 'delete', 'pg-db', '--yes')).toMatchObject({ status: 4, err: expect.stringContaining('plan-grouped') });
    await target.run('plan', 'delete', 'plan-grouped', '--yes');
    expect(await target.run('group', 'delete', 'pg-db', '--yes')).toMatchObject({ status: 0 });
    expect((await target.run('group', 'list', '--json')).json()).toEqual({ ProtectionGroups: [] });
  });

  it('preflight says whether a stored plan would run, by its marks and its exit status', async () => {
    const target = await start({ Servers: [...everyServer, { SourceServerId: testServers.Application[0], ReplicationState: 'DISCONNECTED' }] });
    const path = fileOf(target, plan);
    expect(await target.run('preflight', path)).toMatchObject({ status: 3, err: expect.stringContaining('drsctl plan put') });
    await target.run('plan', 'put', path);
    const ready = await target.run('preflight', path);
    expect(ready.status).toBe(0);
    expect(ready.out).toContain('✔ DRS knows all 3 servers');
    expect(ready.out).toContain('Critical path: 1 Database → 2 Web');
    fileOf(target, aPlan({ PlanName: 'Shop' }).withWave({ ServerIds: [testServers.Application[0]] }));
    expect(await target.run('preflight', path)).toMatchObject({ status: 4, err: expect.stringContaining('differs from version 1') });
    await target.run('plan', 'put', path);
    expect(await target.run('preflight', 'plan-shop')).toMatchObject({ status: 14, out: expect.stringContaining('✘ Not ready') });
    expect((await target.run('preflight', 'plan-shop', '--json')).json()).toMatchObject({ PlanId: 'plan-shop', Ready: false });
  });

  it('a drill is started by its PlanId, followed to its end, listed, shown, watched again and reported', async () => {
    const target = await start({ Servers: everyServer });
    await target.run('plan', 'put', fileOf(target, plan));
    const drill = await target.run('drill', 'plan-shop', '--json');
    expect(drill.status).toBe(0);
    const told = events(drill.out);
    expect(told[0]).toMatchObject({ Type: 'ExecutionStarted', PlanId: 'plan-shop' });
    expect(told.at(-1)).toMatchObject({ Type: 'Result', Status: 'COMPLETED', ServerCount: 3, LaunchedCount: 3, CleanUp: { Status: 'COMPLETED' } });
    const times = told.slice(0, -1).map(({ At }) => At as number);
    expect(times.every((at) => at >= (times[0] ?? Infinity))).toBe(true);
    const id = idIn(drill.out);
    expect((await target.run('executions', 'list', '--json')).json<ExecutionPage>().Executions.map(({ ExecutionId }) => ExecutionId)).toEqual([id]);
    expect((await target.run('executions', 'list', '--status', 'failed', '--json')).json()).toEqual({ Executions: [] });
    const view = (await target.run('executions', 'show', id, '--json')).json<ExecutionView>();
    expect(view).toMatchObject({ ExecutionId: id, Status: 'COMPLETED', InitiatedBy: expect.stringMatching(/:user\/\w+$/) });
    expect((await target.run('executions', 'show', id)).out).toContain('3 of 3 servers recovered in 2 waves');
    const again = await target.run('executions', 'watch', id, '--json');
    expect(again.status).toBe(0);
    expect(events(again.out).at(-1)).toEqual(told.at(-1));
    const html = join(target.folder, 'report.html');
    expect(await target.run('report', id, '--html', html)).toMatchObject({ status: 0, out: '' });
    expect(readFileSync(html, 'utf8')).toContain('Shop');
    expect(await target.run('executions', 'cancel', id)).toMatchObject({ status: 4, out: '', err: expect.stringContaining('has ended') });
    expect(await target.run('executions', 'retry', id)).toMatchObject({ status: 4 });
    expect(await target.run('executions', 'reconcile', id)).toMatchObject({ status: 4 });
    expect(await target.run('executions', 'show', '11111111-2222-4333-8444-555555555555')).toMatchObject({ status: 3, err: expect.stringContaining('drsctl executions list') });
  });

  it('a wave that pauses is approved, or rejected, by its number, and who and why is on record', async () => {
    const target = await start({ Servers: everyServer });
    const pausing = aPlan({ PlanName: 'Pausing' }).withWave({ ServerIds: [db1], PauseBefore: true, ApprovalTimeoutSeconds: 80_000 });
    const file = fileOf(target, pausing);
    const answered = async (decision: 'approve' | 'reject'): Promise<{ readonly id: string; readonly status: number }> => {
      const drilling = target.run('drill', file, '--json');
      const id = await waitingRun(target);
      expect(await target.run('executions', decision, id, '--wave', '2')).toMatchObject({ status: 3 });
      expect(await target.run('executions', decision, id, '--wave', '1', '--reason', 'smoke test seen')).toMatchObject({ status: 0, out: expect.stringMatching(/APPROVED|REJECTED/) });
      return { id, status: (await drilling).status };
    };
    const approved = await answered('approve');
    expect(approved.status).toBe(0);
    const rejected = await answered('reject');
    expect(rejected.status).toBe(13);
    for (const { id } of [approved, rejected]) {
      const [wave] = (await target.run('executions', 'show', id, '--json')).json<ExecutionView>().Waves;
      expect(wave?.Approval).toMatchObject({ Reason: 'smoke test seen', By: expect.stringMatching(/:user\//) });
    }
    expect(await target.run('executions', 'approve', approved.id)).toMatchObject({ status: 4, err: expect.stringContaining('No wave of execution') });
  });

  it('a run is cancelled from outside; a second drill of the plan follows the one that runs; another type is a conflict that names it', async () => {
    const target = await start({ Servers: everyServer });
    const file = fileOf(target, aPlan({ PlanName: 'Held' }).withWave({ ServerIds: [db1], PauseBefore: true, ApprovalTimeoutSeconds: 80_000 }));
    const drilling = target.run('drill', file, '--json');
    const id = await waitingRun(target);
    const second = target.run('drill', 'plan-held', '--json');
    expect(await target.run('recover', 'plan-held', '--yes')).toMatchObject({ status: 4, err: expect.stringContaining(id) });
    expect(await target.run('plan', 'delete', 'plan-held', '--yes')).toMatchObject({ status: 4, err: expect.stringContaining(id) });
    expect(await target.run('executions', 'cancel', id, '--reason', 'enough')).toMatchObject({ status: 0, out: expect.stringContaining('CANCELLING') });
    expect([(await drilling).status, (await second).status]).toEqual([13, 13]);
    expect(idIn((await second).out)).toBe(id);
  });

  it('what did not succeed is run again alone, as a run of its own', async () => {
    const target = await start({ Servers: everyServer, Faults: [{ Server: web1, Phase: 'LAUNCH', Fault: 'FAIL', RawError: 'InsufficientInstanceCapacity' }] });
    await target.run('plan', 'put', fileOf(target, plan));
    const failed = await target.run('drill', 'plan-shop', '--json');
    expect(failed.status).toBe(11);
    const retried = await target.run('executions', 'retry', idIn(failed.out), '--json');
    const done = events(retried.out).filter(({ Type, WaveNumber }) => (Type === 'WaveStarted' || Type === 'WaveEnded') && WaveNumber === 1);
    expect(done).toMatchObject([
      { ServerIds: [], RecoveredEarlier: [{ SourceServerId: db1, ExecutionId: idIn(failed.out) }, { SourceServerId: db2 }] },
      { Status: 'COMPLETED', ServerCount: 0, RecoveredEarlierCount: 2 },
    ]);
    const view = (await target.run('executions', 'show', idIn(retried.out), '--json')).json<ExecutionView>();
    expect(view.RetryOf).toBe(idIn(failed.out));
    expect(view.Waves.flatMap((wave) => wave.RecoveredEarlier ?? []).map(({ SourceServerId }) => SourceServerId).sort()).toEqual([db1, db2].sort());
  });

  it('a recovery is not started without its name or --yes', async () => {
    const target = await start({ Servers: everyServer });
    await target.run('plan', 'put', fileOf(target, plan));
    expect(await target.run('recover', 'plan-shop')).toMatchObject({ status: 2, err: expect.stringContaining('--yes') });
    expect((await target.run('executions', 'list', '--json')).json()).toEqual({ Executions: [] });
  });

  it('flags of a world are refused: it has one already', async () => {
    const target = await start();
    const file = fileOf(target, plan);
    for (const flag of [['--scenario', file], ['--speed', '5']]) expect((await target.run('drill', file, ...flag)).status).toBe(2);
    expect(existsSync(join(target.folder, 'records.db'))).toBe(false);
  });
});

describe('a running local system', () => {
  it('is given the servers of a plan that is put there: preflight and a drill by its PlanId know them', async () => {
    const target = await localTarget();
    const path = fileOf(target, plan);
    expect(await target.run('plan', 'put', path)).toMatchObject({ status: 0, err: '3 of its servers are new to the local system: they replicate there now.\n' });
    expect(await target.run('plan', 'put', path)).toMatchObject({ status: 0, err: '' });
    expect(await target.run('preflight', 'plan-shop')).toMatchObject({ status: 0, out: expect.stringContaining('✔ DRS knows all 3 servers') });
    expect(events((await target.run('drill', 'plan-shop', '--json')).out).at(-1)).toMatchObject({ Status: 'COMPLETED', LaunchedCount: 3 });
  });

  it('is given those of a group that is put there, and of one that a plan carries', async () => {
    const target = await localTarget();
    const path = join(target.folder, 'group.yaml');
    writeFileSync(path, `GroupId: pg-db\nGroupName: Database\nRegion: us-east-1\nServerIds: [${db1}, ${db2}]\n`);
    expect((await target.run('group', 'put', path)).err).toContain('2 of its servers are new');
    const carried = `PlanName: Grouped\nRegion: us-east-1\nProtectionGroups:\n  - { GroupId: pg-web, GroupName: Web, Region: us-east-1, ServerIds: [${web1}] }\nWaves:\n  - { WaveNumber: 1, WaveName: Db, ProtectionGroupId: pg-db }\n  - { WaveNumber: 2, WaveName: Web, ProtectionGroupId: pg-web }\n`;
    writeFileSync(path, carried);
    expect((await target.run('plan', 'put', path)).err).toContain('1 of its servers are new');
    expect(await target.run('preflight', 'plan-grouped')).toMatchObject({ status: 0, out: expect.stringContaining('✔ DRS knows all 3 servers') });
  });
});

/** The id of the one run, once a wave of it awaits approval. */
async function waitingRun(target: TestTarget): Promise<string> {
  for (;;) {
    for (const { ExecutionId, Status } of (await target.run('executions', 'list', '--json')).json<ExecutionPage>().Executions) {
      if (['COMPLETED', 'CANCELLED', 'FAILED'].includes(Status)) continue;
      const view = (await target.run('executions', 'show', ExecutionId, '--json')).json<ExecutionView>();
      if (view.Waves.some((wave) => wave.Status === 'AWAITING_APPROVAL')) return ExecutionId;
    }
  }
}
