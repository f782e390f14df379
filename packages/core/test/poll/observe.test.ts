import { describe, expect, it } from 'vitest';
import { jobHasEnded, jobVerdict, observe, type Observation } from '../../src/poll/observe.js';
import type { ServerStatus } from '../../src/execution/records.js';
import type { DrsJob, DrsParticipatingServer } from '../../src/ports/drs.js';
import { aJob, aServer, serverId, serverIn, start } from '../records.js';

const now = start + 900;
const drillWave = { LaunchActions: 'REQUIRED' as const };

function participant(keys: Partial<DrsParticipatingServer> = {}): DrsParticipatingServer {
  return { sourceServerId: serverId(1), ...keys };
}

function observed(from: ServerStatus, status: DrsJob['status'], launchStatus: string | undefined, keys: Partial<Observation> = {}): ReturnType<typeof observe> {
  const part = participant(launchStatus === undefined ? {} : { launchStatus });
  return observe(serverIn(from), { job: aJob({ status }, part), participant: part, ...keys }, drillWave, 'DRILL', now, 7);
}

/** The table of design section 4; ASK: look in DescribeRecoveryInstances. */
const table: readonly [status: string, absent: string, pending: string, inProgress: string, launched: string, failed: string, terminated: string][] = [
  ['PENDING', 'PENDING', 'PENDING', 'IN_PROGRESS', 'LAUNCHED', 'FAILED', 'FAILED'],
  ['STARTED', 'STARTED', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'FAILED', 'FAILED'],
  ['IN_PROGRESS', 'STARTED', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'FAILED', 'FAILED'],
  ['COMPLETED', 'ASK', 'ASK', 'ASK', 'LAUNCHED', 'FAILED', 'FAILED'],
  ['FAILED', 'FAILED', 'FAILED', 'FAILED', 'LAUNCHED', 'FAILED', 'FAILED'],
];
const cells = table.flatMap(([status, ...verdicts]) =>
  [undefined, 'PENDING', 'IN_PROGRESS', 'LAUNCHED', 'FAILED', 'TERMINATED'].map((launchStatus, index) => ({ status, launchStatus, verdict: verdicts[index] ?? '' })),
);

describe('what DRS says becomes a server status [R2.3] [P7] [A4]', () => {
  it.each(cells)('a job $status with launchStatus $launchStatus gives $verdict', ({ status, launchStatus, verdict }) => {
    expect(jobVerdict({ status }, launchStatus)).toBe(verdict);
  });

  it.each(cells.filter(({ verdict }) => verdict !== 'ASK'))('a LAUNCHING server whose job is $status with $launchStatus becomes $verdict', ({ status, launchStatus, verdict }) => {
    const server = observed('LAUNCHING', status, launchStatus);
    expect(server.Status).toBe(verdict);
    expect(server.TransitionHistory).toEqual([{ Status: verdict, At: now }]);
  });

  it.each([undefined, 'PENDING', 'IN_PROGRESS'])('of a COMPLETED job with launchStatus %s, a server is LAUNCHED where this job has an instance of it [R4.1]', (launchStatus) => {
    const server = observed('IN_PROGRESS', 'COMPLETED', launchStatus, { instanceId: 'i-found' });
    expect(server).toMatchObject({ Status: 'LAUNCHED', InstanceId: 'i-found', LaunchedTime: now });
  });

  it.each([undefined, 'PENDING', 'IN_PROGRESS'])('of a COMPLETED job with launchStatus %s, a server without an instance FAILED, with the log\'s rawError [R4.1] [P11]', (launchStatus) => {
    const server = observed('IN_PROGRESS', 'COMPLETED', launchStatus, { instanceId: null, rawError: 'no capacity' });
    expect(server).toMatchObject({ Status: 'FAILED', Error: 'no capacity', RecoveryJobId: 'drsjob-1' });
  });

  it('a question that was not asked leaves a server as it was', () => {
    const before = serverIn('IN_PROGRESS');
    expect(observe(before, { job: aJob({ status: 'COMPLETED' }), participant: undefined }, drillWave, 'DRILL', now, 7)).toBe(before);
  });

  it('a server that its job does not name is judged by the job alone [R2.3]', () => {
    expect(observe(serverIn('LAUNCHING'), { job: aJob({ status: 'STARTED' }), participant: undefined }, drillWave, 'DRILL', now, 7).Status).toBe('STARTED');
  });

  it.each([
    ['REPLACED', undefined],
    ['REPLACED', 'PENDING'],
    ['', 'WHATEVER'],
  ])('a job status nobody knows (%s, %s) changes nothing', (status, launchStatus) => {
    const before = serverIn('PENDING');
    const part = participant(launchStatus === undefined ? {} : { launchStatus });
    expect(observe(before, { job: aJob({ status }, part), participant: part }, drillWave, 'DRILL', now, 7)).toEqual(before);
  });

  it.each([
    ['PENDING', 'PENDING'],
    ['STARTED', 'STARTED'],
    ['COMPLETED', 'ASK'],
    ['FAILED', 'FAILED'],
  ])('a launchStatus nobody knows counts as none: job %s gives %s', (status, verdict) => {
    expect(jobVerdict({ status }, 'WHATEVER')).toBe(verdict);
  });

  it('only COMPLETED, and the seeds\' FAILED, end a job [P7]', () => {
    const ended = ['PENDING', 'STARTED', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'ELSE'].filter((status) => jobHasEnded({ status }));
    expect(ended).toEqual(['COMPLETED', 'FAILED']);
  });
});

describe('what an observation records', () => {
  it('a failure without a rawError names the job and where to look [R5.4] [P17]', () => {
    expect(observed('STARTED', 'STARTED', 'FAILED').Error).toMatch(/drsjob-1.*console/);
  });

  it('a launched server has its instance, its launch time and its last poll [T1.4.3]', () => {
    const part = participant({ launchStatus: 'LAUNCHED', recoveryInstanceId: 'i-42' });
    const server = observe(serverIn('IN_PROGRESS'), { job: aJob({}, part), participant: part }, drillWave, 'DRILL', now, 7);
    expect(server).toMatchObject({ Status: 'LAUNCHED', InstanceId: 'i-42', LaunchedTime: now, PollsAtSettle: 7, SettledPollTime: now });
  });

  it('an instance that is named only later is added, and one that vanishes stays [A16]', () => {
    const part = participant({ launchStatus: 'LAUNCHED' });
    const unnamed = observe(serverIn('IN_PROGRESS'), { job: aJob({}, part), participant: part }, drillWave, 'DRILL', now, 7);
    expect(unnamed.InstanceId).toBeUndefined();
    const named = participant({ launchStatus: 'LAUNCHED', recoveryInstanceId: 'i-late' });
    const later = observe(unnamed, { job: aJob({}, named), participant: named }, drillWave, 'DRILL', now + 15, 8);
    expect(later).toMatchObject({ InstanceId: 'i-late', LaunchedTime: now });
    const other = participant({ launchStatus: 'LAUNCHED', recoveryInstanceId: 'i-other' });
    expect(observe(later, { job: aJob({}, other), participant: other }, drillWave, 'DRILL', now + 30, 9).InstanceId).toBe('i-late');
    expect(observe(later, { job: aJob({}, part), participant: part, instanceId: null }, drillWave, 'DRILL', now + 30, 9).InstanceId).toBe('i-late');
  });

  it('what settled counts its polls until then and no further [T1.4.2]', () => {
    const failed = observed('STARTED', 'STARTED', 'FAILED');
    expect(failed).toMatchObject({ PollsAtSettle: 7, SettledPollTime: now });
    const part = participant({ launchStatus: 'FAILED' });
    expect(observe(failed, { job: aJob({}, part), participant: part }, drillWave, 'DRILL', now + 15, 8)).toMatchObject({ PollsAtSettle: 7, SettledPollTime: now });
  });

  it('what still runs has not settled', () => {
    expect(observed('LAUNCHING', 'STARTED', undefined).PollsAtSettle).toBeUndefined();
  });

  it('a very long rawError is cut to what a record keeps', () => {
    const server = observed('STARTED', 'STARTED', 'FAILED', { rawError: 'x'.repeat(5000) });
    expect(server.Error).toHaveLength(400);
  });

  it('an observation of a server that never left NOT_STARTED takes it on', () => {
    const part = participant({ launchStatus: 'IN_PROGRESS' });
    expect(observe(aServer(), { job: aJob({}, part), participant: part }, drillWave, 'DRILL', now, 7).Status).toBe('IN_PROGRESS');
  });
});
