import {
  assembleView, closed, Executions, fail, isFinal, isOpen, isOutstanding, isSettled, releaseLock, settled, skipped,
  type Clock, type ExecutionHeader, type ExecutionView, type ItemStore, type WaveRecord,
} from '@drs-orchestration/core';

/** A run that an earlier process left open, as it was closed. */
export interface AbandonedRun {
  readonly executionId: string;
  readonly planName: string;
  /** Whether it was still running; otherwise only its message, clean-up or lock was open. */
  readonly unfinished: boolean;
  /** Its final record. */
  readonly view: ExecutionView;
}

const reason = 'The drsctl process that ran it, and with it the emulated world, ended before the run did.';
const worldGone = 'The emulated world in which it was being launched is gone.';

/**
 * Closes the runs that an earlier local process left open: its world is gone, so nothing of them will ever go on. An
 * unfinished one becomes FAILED (`LocalRunAbandoned`), and its plan's lock is released. Only one local system may use
 * the records, and none may run yet.
 */
export async function closeAbandonedRuns(items: ItemStore, clock: Clock): Promise<readonly AbandonedRun[]> {
  const ids: string[] = [];
  for await (const page of items.query({ table: 'executions', index: 'OpenIndex', partition: { attribute: 'Open', equals: 'OPEN' } })) {
    for (const item of page) if (typeof item['ExecutionId'] === 'string') ids.push(item['ExecutionId']);
  }
  const executions = new Executions(items, clock);
  const runs: AbandonedRun[] = [];
  for (const id of ids) runs.push(await closeRun(executions, items, clock, id));
  return runs;
}

async function closeRun(executions: Executions, items: ItemStore, clock: Clock, executionId: string): Promise<AbandonedRun> {
  const { header, waves } = await executions.load(executionId);
  const now = latestTime(header, waves, Math.floor(clock.now() / 1000));
  const unfinished = !isFinal(header.Status);
  for (const wave of waves) {
    if (!isSettled(wave.WaveStatus)) await executions.changeWave(executionId, wave.WaveNumber, (current) => abandonedWave(current, header, now));
  }
  await settleUndecided(executions, executionId, now);
  await releaseLock(items, header.PlanId, executionId);
  await executions.changeHeader(executionId, (current) => abandonedHeader(current, now));
  const ended = await executions.load(executionId);
  return { executionId, planName: header.PlanName, unfinished, view: assembleView(ended.header, ended.waves) };
}

/**
 * Settles what nobody will ever tell of a local run whose world is gone: servers that were being launched are FAILED,
 * calls without an answer void. Without this it could be neither reconciled nor retried.
 * @param at Unix seconds.
 */
export async function settleUndecided(executions: Executions, executionId: string, at: number): Promise<void> {
  const { waves } = await executions.load(executionId);
  for (const wave of waves) {
    const undecided = wave.Servers.some((server) => isOutstanding(server.Status)) || Object.values(wave.Calls).some(isOpen);
    if (!undecided) continue;
    await executions.changeWave(executionId, wave.WaveNumber, (current) => ({
      ...current,
      Servers: current.Servers.map((server) => (isOutstanding(server.Status) ? fail(server, worldGone, at) : server)),
      Calls: Object.fromEntries(Object.entries(current.Calls).map(([id, call]) => [id, isOpen(call) ? { ...call, VoidedAt: at } : call])),
    }));
  }
}

function abandonedWave(wave: WaveRecord, header: ExecutionHeader, now: number): WaveRecord {
  if (wave.WaveStatus !== 'LAUNCHING') return skipped(wave, now);
  return settled(wave, { ...header, Status: 'POLLING' }, { Error: 'LocalRunAbandoned', Cause: reason }, now);
}

function abandonedHeader(header: ExecutionHeader, now: number): ExecutionHeader {
  const { NextPollTime: _next, Phase: _phase, DrainToken: _token, ...kept } = header;
  const ended: ExecutionHeader = isFinal(header.Status)
    ? kept
    : { ...kept, Status: 'FAILED', EndTime: now, Errors: [...header.Errors, { Code: 'LocalRunAbandoned', Message: reason, At: now }] };
  const cleanUp = ended.CleanUp;
  const open = cleanUp !== undefined && (cleanUp.Status === 'PENDING' || cleanUp.Status === 'IN_PROGRESS');
  return closed({
    ...ended,
    Locked: false,
    ...(ended.NotificationStatus === 'PENDING' ? { NotificationStatus: 'FAILED' as const } : {}),
    // The emulated instances ended with their world.
    ...(open ? { CleanUp: { ...cleanUp, Status: 'FAILED' as const, EndedAt: now, Error: reason } } : {}),
  });
}

/** A sped-up clock runs ahead of the wall, so an earlier run's times may lie ahead of now. */
function latestTime(header: ExecutionHeader, waves: readonly WaveRecord[], now: number): number {
  const times = [header.StartTime, header.LastPolledTime, ...waves.flatMap((wave) => [wave.StartTime, wave.EndTime])];
  return Math.max(now, ...times.flatMap((time) => time ?? []));
}
