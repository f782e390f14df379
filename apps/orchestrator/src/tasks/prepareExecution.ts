import {
  executionBoundSeconds,
  isFinal,
  newServer,
  passingFailures,
  recoveryTarget,
  refusalsByLiveInstances,
  replicationRefusal,
  RetryableError,
  serversWithTags,
  ServiceError,
  shortened,
  TerminalError,
  topologicalOrder,
  unixSeconds,
  worstCaseHistoryEvents,
  maximumHistoryEvents,
  maximumServersInWave,
  type BoundedWave,
  type DrsSourceServer,
  type ExecutionError,
  type ExecutionHeader,
  type WaveRecord,
} from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';

/** What the machine is told of a wave: flags and counts, never ids (state-machine.md). */
export interface PreparedWave {
  readonly WaveNumber: number;
  readonly Sequential: boolean;
  readonly ServerCount: number;
  readonly PauseBefore: boolean;
  readonly ApprovalTimeoutSeconds: number;
  readonly WaitTimeSeconds: number;
}

/**
 * Makes an execution RUNNING and its servers known: tags resolved, every server known to DRS, replicating and not
 * running already. All that is wrong is recorded at once, before anything launches (design section 4).
 * @throws TerminalError `PreparationFailed`, naming all of it; RetryableError `DrsSilent` while DRS cannot tell.
 */
export async function prepareExecution(context: OrchestratorContext, executionId: string): Promise<{ readonly Waves: readonly PreparedWave[] }> {
  const header = await context.executions.changeHeader(executionId, (current) => (current.Status === 'PENDING' ? { ...current, Status: 'RUNNING' } : current));
  if (header.Status === 'CANCELLING' || isFinal(header.Status)) throw new TerminalError('ExecutionNotRunning', `Execution ${executionId} is ${header.Status}; it is not prepared.`);
  const { waves } = await context.executions.load(executionId);
  const drs = context.accounts.drs(recoveryTarget(header));
  const byTags = waves.some((wave) => wave.Tags !== undefined);
  const listed = waves.flatMap((wave) => wave.Servers.map((server) => server.SourceServerId));
  const known = await toldByDrs(() => drs.describeSourceServers(byTags ? 'ALL' : listed));
  const resolved = waves.map((wave) => resolveServers(wave, known));
  const problems = [...tagProblems(resolved), ...serverProblems(resolved, known, header), ...limitProblems(resolved)];
  const launchable = [...new Set(resolved.flatMap((wave) => wave.Servers.map((server) => server.SourceServerId)))].filter((id) => known.some((server) => server.sourceServerId === id));
  const live = await toldByDrs(() => refusalsByLiveInstances({ ...context, drs }, header, launchable));
  for (const [server, message] of live) problems.push({ code: 'ServerRunning', message, server, wave: waveOf(resolved, server) });
  if (problems.length > 0) return refuse(context, executionId, problems);
  await Promise.all(resolved.map((wave) => context.executions.changeWave(executionId, wave.WaveNumber, (current) => (current.WaveStatus === 'PENDING' && Object.keys(current.Calls).length === 0 ? { ...current, Servers: wave.Servers } : current))));
  if (byTags) await context.executions.changeHeader(executionId, (current) => ({ ...current, BoundTime: current.StartTime + executionBoundSeconds(resolved.map(bounded), current.ExecutionType) }));
  return { Waves: inOrder(resolved).map(prepared) };
}

/** What DRS answers; while it throttles, fails or cannot be reached, the machine asks again for ten minutes: nothing was launched yet (R4.4). */
async function toldByDrs<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServiceError) || !passingFailures.has(error.kind)) throw error;
    throw new RetryableError('DrsSilent', `Nothing was launched yet: ${error.message}`, { cause: error });
  }
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly server?: string;
  readonly wave: number | undefined;
}

/** The wave with its servers' names, and where its group goes by tags, with the servers that carry them. */
function resolveServers(wave: WaveRecord, known: readonly DrsSourceServer[]): WaveRecord {
  const servers = wave.Tags === undefined ? wave.Servers : serversWithTags(known, wave.Tags).map(newServer);
  return {
    ...wave,
    Servers: servers.map((server) => {
      const hostName = known.find((candidate) => candidate.sourceServerId === server.SourceServerId)?.hostName;
      return hostName === undefined ? server : { ...server, HostName: hostName };
    }),
  };
}

function tagProblems(waves: readonly WaveRecord[]): Problem[] {
  const problems: Problem[] = [];
  for (const wave of waves) {
    if (wave.Tags === undefined) continue;
    const tags = Object.entries(wave.Tags).map(([key, value]) => `${key}=${value}`).join(', ');
    if (wave.Servers.length === 0) problems.push({ code: 'NoServerMatches', message: `Protection group ${wave.ProtectionGroupId}: no source server carries all of its tags (${tags}).`, wave: wave.WaveNumber });
    const order = wave.ExecutionOrder;
    if (order !== undefined && order.length !== wave.Servers.length) {
      problems.push({ code: 'OrderMismatch', message: `Wave ${wave.WaveNumber}: its ExecutionOrder names ${order.length} servers, and the tags of ${wave.ProtectionGroupId} match ${wave.Servers.length}.`, wave: wave.WaveNumber });
    }
  }
  return problems;
}

function serverProblems(waves: readonly WaveRecord[], known: readonly DrsSourceServer[], header: ExecutionHeader): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, number>();
  const byId = new Map(known.map((server) => [server.sourceServerId, server]));
  for (const wave of waves) {
    for (const { SourceServerId: server } of wave.Servers) {
      const earlier = seen.get(server);
      if (earlier !== undefined) problems.push({ code: 'ServerTwice', message: `Server ${server} is in wave ${earlier} and in wave ${wave.WaveNumber}; it can be launched once.`, server, wave: wave.WaveNumber });
      seen.set(server, wave.WaveNumber);
      const found = byId.get(server);
      const refusal = found === undefined ? undefined : replicationRefusal(found, header.ExecutionType);
      if (found === undefined) problems.push({ code: 'ServerUnknown', message: `DRS does not know server ${server} in account ${header.TargetAccountId}, ${header.Region}. Check its id, or install the replication agent.`, server, wave: wave.WaveNumber });
      else if (refusal !== undefined) problems.push({ code: 'ServerNotReplicating', message: refusal, server, wave: wave.WaveNumber });
    }
  }
  return problems;
}

/** Limits that only tags can break: the plan's own were checked when it was validated. */
function limitProblems(waves: readonly WaveRecord[]): Problem[] {
  const crowded = waves.filter((wave) => wave.Servers.length > maximumServersInWave).map((wave) => ({ code: 'WaveTooLarge', message: `Wave ${wave.WaveNumber} has ${wave.Servers.length} servers; ${maximumServersInWave} is the limit. Split it.`, wave: wave.WaveNumber }));
  const events = worstCaseHistoryEvents(waves.map(bounded));
  return events <= maximumHistoryEvents ? crowded : [...crowded, { code: 'TooManyEvents', message: `The plan may need ${events} Step Functions history events; ${maximumHistoryEvents} is the limit. Make sequential waves parallel, or split the plan.`, wave: undefined }];
}

function bounded(wave: WaveRecord): BoundedWave {
  return { ...wave, ServerCount: wave.Servers.length };
}

function waveOf(waves: readonly WaveRecord[], server: string): number | undefined {
  return waves.find((wave) => wave.Servers.some((candidate) => candidate.SourceServerId === server))?.WaveNumber;
}

/** How many problems the record lists one by one: the header is rewritten at each poll, so it stays small. */
const listedProblems = 50;

async function refuse(context: OrchestratorContext, executionId: string, problems: readonly Problem[]): Promise<never> {
  const now = unixSeconds(context.clock);
  const errors = problems.slice(0, listedProblems).map((problem): ExecutionError => ({
    Code: problem.code,
    Message: shortened(problem.message),
    At: now,
    ...(problem.wave === undefined ? {} : { WaveNumber: problem.wave }),
    ...(problem.server === undefined ? {} : { SourceServerId: problem.server }),
  }));
  if (problems.length > listedProblems) errors.push({ Code: 'MoreProblems', Message: `${problems.length - listedProblems} more problems of the same kinds.`, At: now });
  await context.executions.changeHeader(executionId, (current) => (current.Errors.length > 0 ? current : { ...current, Errors: errors }));
  throw new TerminalError('PreparationFailed', shortened(`Nothing was launched: ${problems.map((problem) => problem.message).join(' ')}`));
}

function inOrder(waves: readonly WaveRecord[]): readonly WaveRecord[] {
  const byNumber = new Map(waves.map((wave) => [wave.WaveNumber, wave]));
  return topologicalOrder([...byNumber.keys()], new Map(waves.map((wave) => [wave.WaveNumber, wave.DependsOn]))).flatMap((number) => byNumber.get(number) ?? []);
}

function prepared(wave: WaveRecord): PreparedWave {
  return {
    WaveNumber: wave.WaveNumber,
    Sequential: wave.ExecutionType === 'SEQUENTIAL',
    ServerCount: wave.Servers.length,
    PauseBefore: wave.PauseBefore,
    ApprovalTimeoutSeconds: wave.ApprovalTimeoutSeconds,
    // It is time between waves (R1.3): where none follows, nobody waits for it.
    WaitTimeSeconds: wave.Dependents.length === 0 ? 0 : wave.WaitTimeSeconds,
  };
}
