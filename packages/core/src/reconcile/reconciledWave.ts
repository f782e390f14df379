import { waveOutcome } from '../execution/outcome.js';
import type { ExecutionHeader, ServerRecord, WaveRecord } from '../execution/records.js';
import { isRunning } from '../execution/settlement.js';
import { awaitsHealth, judgeHealth } from '../health/judgeHealth.js';
import { openCalls } from '../launch/calls.js';
import { mergeWave } from '../poll/mergeWave.js';
import type { InstanceState } from '../ports/instances.js';
import type { Truth } from './askTruth.js';

/**
 * A wave after what DRS and EC2 say of its servers. One that timed out has the status that its servers now give it, or
 * TIMEOUT still while one of them is not over (design section 4); any other keeps its status.
 */
export function reconciledWave(wave: WaveRecord, header: Pick<ExecutionHeader, 'ExecutionType' | 'Polls' | 'CleanUp'>, truth: Truth): WaveRecord {
  const merged = mergeWave(wave, truth.answers, header, truth.at);
  const seen: WaveRecord = { ...merged, Servers: merged.Servers.map((server) => checked(server, merged, header, truth)) };
  const over = unfinished(seen, header).length === 0 && openCalls(seen).length === 0;
  return over && wave.WaveStatus === 'TIMEOUT' ? { ...seen, WaveStatus: waveOutcome(seen, header.ExecutionType) } : seen;
}

/** The servers of a wave whose launch, launch actions or health nobody can tell the end of yet. */
export function unfinished(wave: WaveRecord, header: Pick<ExecutionHeader, 'ExecutionType'>): readonly ServerRecord[] {
  return wave.Servers.filter((server) => isRunning(server, header.ExecutionType) || (wave.HealthCheck.Enabled && awaitsHealth(server)));
}

/** What the clean-up makes of an instance; it says nothing of the launch. */
const endedByCleanUp: ReadonlySet<InstanceState> = new Set<InstanceState>(['shutting-down', 'terminated']);

/** As CheckHealth judges, in one look: an instance has had its 5 minutes since its job was over. */
function checked(server: ServerRecord, wave: WaveRecord, { CleanUp }: Pick<ExecutionHeader, 'CleanUp'>, { answers, looks, at }: Truth): ServerRecord {
  const look = looks.get(server.SourceServerId);
  if (look === undefined || !wave.HealthCheck.Enabled) return server;
  // Soon the clean-up records it as TERMINATED; until then nobody can tell how it was.
  if (CleanUp !== undefined && CleanUp.Status !== 'NOT_NEEDED' && endedByCleanUp.has(look.state)) return server;
  const endedAt = answers.jobs.get(server.RecoveryJobId ?? '')?.endedAt;
  const since = endedAt === undefined ? (server.LaunchTime ?? at) : Math.floor(endedAt / 1000);
  const known: ServerRecord = { ...server, HealthCheckedSince: server.HealthCheckedSince ?? Math.min(at, since), ...(look.instanceId === undefined ? {} : { InstanceId: look.instanceId }) };
  return judgeHealth(known, look.state, look.address, wave, at);
}
