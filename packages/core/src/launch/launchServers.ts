import { passesByItself, ServiceError, TerminalError } from '../errors.js';
import { serversInScope } from '../execution/launchOrder.js';
import type { ExecutionHeader, WaveRecord } from '../execution/records.js';
import { recoveryTarget } from '../execution/recoveryTarget.js';
import { isSettled } from '../execution/statuses.js';
import { begun } from '../execution/waveStart.js';
import { launchWaitSeconds, slotWaitBoundSeconds } from '../plan/executionBounds.js';
import { pollIntervalSeconds } from '../poll/phase.js';
import { unixSeconds } from '../ports/clock.js';
import type { Drs } from '../ports/drs.js';
import { callDeadlineSeconds, callTags, launchableServers, openCalls, withIntent, withRefusedServers } from './calls.js';
import { recordOutcomes } from './callOutcomes.js';
import { refusalsByLiveInstances } from './liveInstances.js';
import type { LaunchContext } from './launchContext.js';
import { jobsThatFit, packIntoJobs, type RunningJobs } from './packing.js';
import { resolveOpenCalls } from './resolveCalls.js';
import { listRecentJobs, slotsTaken } from './runningJobs.js';
import { isHopeless, slotQueue, type SlotQueue } from './slotPatience.js';
import { startCall } from './startCall.js';

/** DONE: every server in scope has a job or has FAILED. WAIT: look again after `WaitSeconds`. */
export type LaunchAnswer = { readonly Answer: 'DONE' } | { readonly Answer: 'WAIT'; readonly WaitSeconds: number };

/** How long a launch call is remembered in the header: by then every listing of jobs shows it. Seconds. */
const rememberedLaunchSeconds = 120;
/** How long before a listing a call that it does not show may still be on its way: its deadline, and as much for clocks that differ. Seconds. */
const inTheAirSeconds = 2 * callDeadlineSeconds;
/** Rounds of one invocation: a Conflict leaves servers that get a new call at once. */
const rounds = 3;

/**
 * Launches a wave's servers, or the one at a 1-based position of its launch order, each exactly once, however often
 * and wherever this is interrupted (design section 6).
 * @throws TerminalError `ExecutionNotRunning` once the execution is cancelled or over.
 */
export async function launchServers(context: LaunchContext, executionId: string, waveNumber: number, position?: number): Promise<LaunchAnswer> {
  const header = await context.executions.header(executionId);
  assertLaunching(header);
  const drs = context.accounts.drs(recoveryTarget(header));
  let wave = await context.executions.changeWave(executionId, waveNumber, (current) => begun(current, unixSeconds(context.clock)));
  for (let round = 0; round < rounds; round += 1) {
    if (isSettled(wave.WaveStatus)) return { Answer: 'DONE' };
    if (wave.WaveStatus !== 'LAUNCHING') throw new TerminalError('WaveNotApproved', `Wave ${waveNumber} of execution ${executionId} is ${wave.WaveStatus}; it may not launch.`);
    wave = await resolved(context, drs, header, wave);
    const servers = inScope(wave, position);
    if (servers.length === 0) break;
    const next = await launchNow(context, drs, header, wave, servers);
    if (next.wait) return waitFor(context, next.wave);
    wave = next.wave;
  }
  if (inScope(wave, position).length === 0 && openInScope(wave, position).length === 0) return { Answer: 'DONE' };
  assertResolvable(context, wave);
  return waitFor(context, wave);
}

function assertLaunching(header: ExecutionHeader): void {
  // A Task may outlive its machine, or the machine's waves: nobody would settle what it launched then.
  if ((header.Status === 'RUNNING' || header.Status === 'POLLING') && header.Machine === undefined && header.WavesEndedAt === undefined) return;
  throw new TerminalError('ExecutionNotRunning', `Execution ${header.ExecutionId} ${whyNotLaunching(header)}; nothing more is launched for it.`);
}

function whyNotLaunching({ Machine, WavesEndedAt, Status }: ExecutionHeader): string {
  if (Machine !== undefined) return `has lost its state machine (${Machine.Status})`;
  return WavesEndedAt === undefined ? `is ${Status}` : 'is through with its waves';
}

/** Calls that nobody can tell about for an hour fail the wave, whose settling goes on looking for them. */
function assertResolvable(context: LaunchContext, wave: WaveRecord): void {
  const lost = openCalls(wave).filter(([, call]) => unixSeconds(context.clock) - call.At >= slotWaitBoundSeconds).map(([id]) => id);
  if (lost.length > 0) throw new TerminalError('CallsUnresolved', `For an hour DRS could not tell what became of launch call ${lost.join(', ')} of wave ${wave.WaveNumber}.`);
}

/** What became of open calls; where DRS cannot be asked they stay open, and the machine asks again. */
async function resolved(context: LaunchContext, drs: Drs, header: ExecutionHeader, wave: WaveRecord): Promise<WaveRecord> {
  try {
    return await resolveOpenCalls({ ...context, drs }, wave, header.Polls);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    context.logger.warn('DRS could not be asked about open launch calls', { ExecutionId: wave.ExecutionId, WaveNumber: wave.WaveNumber, reason: error.message });
    return wave;
  }
}

async function launchNow(context: LaunchContext, drs: Drs, header: ExecutionHeader, wave: WaveRecord, servers: readonly string[]): Promise<{ readonly wave: WaveRecord; readonly wait: boolean }> {
  const facts = await askDrs(context, drs, header, wave, servers);
  const now = unixSeconds(context.clock);
  if (facts === 'SILENT') {
    if (wave.SilentSince === undefined || now - wave.SilentSince < slotWaitBoundSeconds) return { wave: await waiting(context, wave, 'SilentSince'), wait: true };
    const silent = new Map(servers.map((server) => [server, 'DRS answered no question for an hour: it throttled, failed or could not be reached. Start again when it answers.'] as const));
    return { wave: await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => withRefusedServers(current, silent, now)), wait: false };
  }
  if (wave.SilentSince !== undefined) wave = await answered(context, wave);
  const hopeless = isHopeless(wave.SlotWaitSince, facts.queue, now);
  const allowed = servers.filter((server) => !facts.refusals.has(server));
  const jobs = jobsThatFit(packIntoJobs(allowed, context.quotas), facts.running, context.quotas, header.ExecutionType);
  const noSlot = `No DRS job slot was free for ${Math.floor((now - (wave.SlotWaitSince ?? now)) / 3600)} h: ${facts.running.jobs} jobs with ${facts.running.servers} servers run in account ${header.TargetAccountId}. Start again when they are over.`;
  const refusals = jobs.length === 0 && hopeless ? new Map([...facts.refusals, ...allowed.map((server) => [server, noSlot] as const)]) : facts.refusals;
  if (refusals.size > 0) {
    const refused = await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => withRefusedServers(current, refusals, now));
    if (allowed.length === 0 || (jobs.length === 0 && hopeless)) return { wave: refused, wait: false };
    wave = refused;
  }
  if (jobs.length === 0) return { wave: await waiting(context, wave, 'SlotWaitSince'), wait: true };
  return makeCalls(context, drs, header, wave, jobs, facts);
}

interface Facts {
  readonly refusals: ReadonlyMap<string, string>;
  readonly running: RunningJobs;
  readonly queue: SlotQueue;
  /** The calls of ours whose jobs were among those listed, running or over. */
  readonly calls: ReadonlySet<string>;
  /** When the jobs were asked for (Unix seconds): later launches are not among them. */
  readonly listedAt: number;
}

/** What must be known of DRS right before launching; `SILENT` where it cannot tell now. */
async function askDrs(context: LaunchContext, drs: Drs, header: ExecutionHeader, wave: WaveRecord, servers: readonly string[]): Promise<Facts | 'SILENT'> {
  try {
    const refusals = await refusalsByLiveInstances({ ...context, drs }, header, servers);
    const listedAt = unixSeconds(context.clock);
    const { running, ended } = await listRecentJobs(drs, context.clock.now());
    // Only a wave that has waited before is asked how long it may.
    const waves = wave.SlotWaitSince === undefined ? [] : (await context.executions.load(header.ExecutionId)).waves;
    return { refusals, running: slotsTaken(running), queue: slotQueue(running, ended, header, waves), calls: new Set([...running, ...ended].flatMap((job) => job.tags[callTags.call] ?? [])), listedAt };
  } catch (error) {
    if (!passesByItself(error)) throw error;
    context.logger.warn('DRS cannot tell now whether to launch: it is asked again', { ExecutionId: header.ExecutionId, code: error.code, reason: error.message });
    return 'SILENT';
  }
}

/** Intents first, all in one write with the header, which also makes the finder watch; then the calls, together (P4). */
async function makeCalls(context: LaunchContext, drs: Drs, header: ExecutionHeader, wave: WaveRecord, jobs: readonly (readonly string[])[], facts: Facts): Promise<{ readonly wave: WaveRecord; readonly wait: boolean }> {
  const intents = jobs.map((servers) => [context.identifiers.uuid(), servers] as const);
  const written = await context.executions.changeBoth(wave.ExecutionId, wave.WaveNumber, (current, currentHeader) => {
    assertLaunching(currentHeader);
    // Written by an attempt whose answer was lost.
    if (intents.every(([id]) => current.Calls[id] !== undefined)) return { wave: current, header: currentHeader };
    const now = unixSeconds(context.clock);
    // Waves that start together list the same jobs: what others have called, or may call yet, and no listed job shows counts too.
    const others = currentHeader.RecentLaunches?.filter((launch) => launch.At >= facts.listedAt - inTheAirSeconds && !facts.calls.has(launch.CallId)) ?? [];
    const running = { jobs: facts.running.jobs + others.length, servers: facts.running.servers + others.reduce((sum, launch) => sum + launch.Servers, 0) };
    if (jobsThatFit(jobs, running, context.quotas, header.ExecutionType).length < jobs.length) return undefined;
    let intended: WaveRecord | undefined = current;
    for (const [id, servers] of intents) intended = intended === undefined ? undefined : withIntent(intended, id, servers, now);
    return intended === undefined ? undefined : { wave: intended, header: watched(currentHeader, intents, now) };
  });
  // Another invocation is at the same servers, or another wave took the slots: look again.
  if (written === undefined) return { wave: await waiting(context, wave, 'SlotWaitSince'), wait: true };
  const outcomes = await Promise.all(
    intents.map(async ([id]) => {
      const call = written.wave.Calls[id];
      if (call === undefined) throw new TerminalError('IntentLost', `The intent ${id} of wave ${wave.WaveNumber} is not in its record.`);
      return [id, await startCall({ drs, clock: context.clock }, header, written.wave, id, call)] as const;
    }),
  );
  return recordOutcomes(context, drs, written.header, written.wave, new Map(outcomes), facts.queue);
}

/** The header once something is being launched: POLLING, the next poll brought forward (design sections 4 and 7). */
function watched(header: ExecutionHeader, intents: readonly (readonly [string, readonly string[]])[], now: number): ExecutionHeader {
  const soon = now + pollIntervalSeconds.LAUNCHING;
  const launches = [...(header.RecentLaunches ?? []).filter((launch) => launch.At > now - rememberedLaunchSeconds), ...intents.map(([CallId, servers]) => ({ CallId, At: now, Servers: servers.length }))];
  return { ...header, RecentLaunches: launches, Status: 'POLLING', Phase: header.Phase === 'STARTED' ? 'STARTED' : 'LAUNCHING', NextPollTime: Math.min(header.NextPollTime ?? soon, soon) };
}

/** The wave, with since when it has been waiting for a slot, or for DRS to answer. */
async function waiting(context: LaunchContext, wave: WaveRecord, since: 'SlotWaitSince' | 'SilentSince'): Promise<WaveRecord> {
  return context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) =>
    current[since] === undefined ? { ...current, [since]: unixSeconds(context.clock) } : current,
  );
}

async function answered(context: LaunchContext, wave: WaveRecord): Promise<WaveRecord> {
  return context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, ({ SilentSince: _since, ...current }) => current);
}

function waitFor(context: LaunchContext, wave: WaveRecord): LaunchAnswer {
  const since = wave.SilentSince ?? wave.SlotWaitSince ?? wave.ConflictSince ?? Math.min(...openCalls(wave).map(([, call]) => call.At), unixSeconds(context.clock));
  return { Answer: 'WAIT', WaitSeconds: launchWaitSeconds(unixSeconds(context.clock) - since) };
}

function inScope(wave: WaveRecord, position: number | undefined): readonly string[] {
  const launchable = new Set(launchableServers(wave));
  return serversInScope(wave, position).map((server) => server.SourceServerId).filter((server) => launchable.has(server));
}

function openInScope(wave: WaveRecord, position: number | undefined): readonly string[] {
  const scope = new Set(serversInScope(wave, position).map((server) => server.SourceServerId));
  return openCalls(wave).flatMap(([, call]) => call.Servers).filter((server) => scope.has(server));
}
