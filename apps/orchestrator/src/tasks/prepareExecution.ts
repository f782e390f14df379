import {
  boundedWave,
  executionBoundSeconds,
  expectedWaveSeconds,
  isFinal,
  isSettled,
  knownServersOf,
  launchesOf,
  leavingOut,
  limitProblems,
  liveInstanceProblems,
  readLaunchHistory,
  recoveredServers,
  recoveryTarget,
  refusalsByLiveInstances,
  resolveServers,
  serverProblems,
  serversToAskFor,
  shortened,
  tagProblems,
  TerminalError,
  topologicalOrder,
  triedAgain,
  unixSeconds,
  type ExecutionError,
  type ExecutionHeader,
  type PreparationProblem,
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
  const now = unixSeconds(context.clock);
  const header = await context.executions.changeHeader(executionId, (current) => (current.Status === 'PENDING' ? { ...current, Status: 'RUNNING', MachineStartedAt: now } : current));
  if (header.Status === 'CANCELLING' || isFinal(header.Status)) throw new TerminalError('ExecutionNotRunning', `Execution ${executionId} is ${header.Status}; it is not prepared.`);
  const { waves } = await context.executions.load(executionId);
  const drs = context.accounts.drs(recoveryTarget(header));
  const asked = serversToAskFor(waves);
  const known = await toldByDrs(() => drs.describeSourceServers(asked));
  const whole = resolveServers(waves, known);
  const leave = await leavingOutRecovered(context, header, waves);
  const resolved = whole.map(leave);
  const live = await toldByDrs(() => refusalsByLiveInstances({ ...context, drs }, header, knownServersOf(resolved, known)));
  const problems = [...tagProblems(whole), ...serverProblems(resolved, known, header), ...limitProblems(resolved), ...liveInstanceProblems(resolved, live)];
  if (problems.length > 0) return refuse(context, executionId, problems);
  const history = await readLaunchHistory(context, header.PlanId, header.ExecutionType);
  const expected = expectedWaveSeconds(resolved, header.ExecutionType, history);
  await Promise.all(
    whole.map((wave) =>
      context.executions.changeWave(executionId, wave.WaveNumber, (current) => {
        if (current.WaveStatus !== 'PENDING' || Object.keys(current.Calls).length > 0) return current;
        const inProgress = launchesOf(wave, history)?.inProgress;
        return leave({ ...current, Servers: wave.Servers, ExpectedSeconds: expected.get(wave.WaveNumber) ?? 0, ...(inProgress === undefined ? {} : { ExpectedInProgress: inProgress }) });
      }),
    ),
  );
  if (asked === 'ALL') await context.executions.changeHeader(executionId, (current) => ({ ...current, BoundTime: current.StartTime + executionBoundSeconds(resolved.map(boundedWave), current.ExecutionType) }));
  const left = inOrder(resolved).filter((wave) => !isSettled(wave.WaveStatus));
  return { Waves: left.length > 0 ? left.map(prepared) : inOrder(resolved).slice(0, 1).map(over) };
}

/** What a retry leaves out of a wave whose group goes by tags; of listed servers its record was made without them. */
async function leavingOutRecovered(context: OrchestratorContext, header: ExecutionHeader, waves: readonly WaveRecord[]): Promise<(wave: WaveRecord) => WaveRecord> {
  if (header.RetryOf === undefined || waves.every((wave) => wave.Tags === undefined)) return (wave) => wave;
  const recovered = recoveredServers(await context.executions.load(header.RetryOf));
  const now = unixSeconds(context.clock);
  return (wave) => (wave.Tags === undefined || isSettled(wave.WaveStatus) ? wave : leavingOut(wave, recovered, now));
}

/** What DRS answers; while it throttles, fails or cannot be reached, the machine asks again for ten minutes: nothing was launched yet (R4.4). */
function toldByDrs<T>(ask: () => Promise<T>): Promise<T> {
  return triedAgain(ask, 'DrsSilent', 'Nothing was launched yet: ');
}

/** How many problems the record lists one by one: the header is rewritten at each poll, so it stays small. */
const listedProblems = 50;

async function refuse(context: OrchestratorContext, executionId: string, problems: readonly PreparationProblem[]): Promise<never> {
  const now = unixSeconds(context.clock);
  const errors = problems.slice(0, listedProblems).map((problem): ExecutionError => ({
    Code: problem.code,
    Message: shortened(problem.message),
    At: now,
    ...(problem.wave === undefined ? {} : { WaveNumber: problem.wave }),
    ...(problem.server === undefined ? {} : { SourceServerId: problem.server }),
  }));
  if (problems.length > listedProblems) errors.push({ Code: 'MoreProblems', Message: `${problems.length - listedProblems} more problems of the same kinds.`, At: now });
  // A Task that was run twice may come late: once something is launched, it is no longer true.
  await context.executions.changeHeader(executionId, (current) => (current.Errors.length > 0 || current.Status !== 'RUNNING' ? current : { ...current, Errors: errors }));
  throw new TerminalError('PreparationFailed', shortened(`Nothing was launched: ${problems.map((problem) => problem.message).join(' ')}`));
}

function inOrder(waves: readonly WaveRecord[]): readonly WaveRecord[] {
  const byNumber = new Map(waves.map((wave) => [wave.WaveNumber, wave]));
  return topologicalOrder([...byNumber.keys()], new Map(waves.map((wave) => [wave.WaveNumber, wave.DependsOn]))).flatMap((number) => byNumber.get(number) ?? []);
}

/** The machine goes through one wave at least: of a retry whose tags match nothing but what was recovered, through one that is over, which launches nothing. */
function over(wave: WaveRecord): PreparedWave {
  return { ...prepared(wave), Sequential: false, PauseBefore: false, WaitTimeSeconds: 0 };
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
