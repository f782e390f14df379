import { countsAsLaunched, type ExecutionError, type ExecutionView, type ServerView } from '@drs-orchestration/core';
import { dependencyOrder, reasonOfEnd } from '../follow/deriveEvents.js';
import { clockTime, duration, wallDuration } from './durations.js';
import { arnName, counted, listing } from './listing.js';
import { nextSteps } from './nextSteps.js';
import { toneOf, type Paint } from './paint.js';
import { earlierInWords, isDoneEarlier, recoveredEarlier } from './recoveredEarlier.js';

/** What a verdict tells besides the execution's record. */
export interface VerdictContext {
  readonly view: ExecutionView;
  /** Milliseconds by the wall, from the command's start; absent where the run did not depend on this command. */
  readonly wallMilliseconds?: number;
  /** Subjects of the messages published. */
  readonly messages: readonly { readonly TopicArn: string; readonly Subject?: string }[];
  /** The target's flags in commands that are proposed; absent where this process ran it all. */
  readonly flags?: string;
  /** Where the final record is; absent where none is kept. */
  readonly recordPath?: string;
  readonly logPath?: string;
}

/** What is said at a run's end: what was recovered, how long it took, what went wrong and why, what is left, what to do next. */
export function verdictLines(context: VerdictContext, paint: Paint): readonly string[] {
  const { view } = context;
  const what = view.ExecutionType === 'DRILL' ? 'Drill' : 'Recovery';
  const mark = view.Status === 'COMPLETED' ? paint('good', '✔') : paint(toneOf(view.Status), '✘');
  return [
    `${mark} ${what} ${paint(toneOf(view.Status), view.Status)}: ${view.PlanName}`,
    ...indented([
      summary(view, context.wallMilliseconds),
      ...earlierLines(view),
      ...rto(view),
      ...cancellation(view),
      ...waveLines(view, paint),
      ...troubles(view, paint),
      ...approvals(view),
      ...leftovers(view),
      ...messageLines(context),
      ...places(context),
      ...nextSteps(view, context.flags).map((step) => `Next: ${step}`),
    ]),
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function summary(view: ExecutionView, wallMilliseconds: number | undefined): string {
  const servers = view.Waves.flatMap((wave) => wave.Servers);
  const launched = servers.filter((server) => countsAsLaunched(server.Status)).length;
  const time = (view.EndTime ?? view.StartTime) - view.StartTime;
  const took = wallMilliseconds === undefined ? duration(time) : `${duration(time)} of DRS time, ${wallDuration(wallMilliseconds)} by the wall`;
  return `${launched} of ${counted(servers.length, 'server')} recovered in ${counted(view.Waves.filter((wave) => !isDoneEarlier(wave)).length, 'wave')}: ${took}`;
}

function earlierLines(view: ExecutionView): readonly string[] {
  const earlier = recoveredEarlier(view);
  return earlier.length === 0 ? [] : [`Not launched again: ${earlierInWords(earlier)}`];
}

function rto(view: ExecutionView): readonly string[] {
  if (view.RtoTargetSeconds === undefined || view.Status !== 'COMPLETED' || view.EndTime === undefined) return [];
  const took = view.EndTime - view.StartTime;
  // The plan's recovery began with the execution that this one goes on with.
  const ofPart = recoveredEarlier(view).length === 0 ? '' : ', by what this execution recovered alone: the time of earlier ones is not counted';
  return [`RTO target ${duration(view.RtoTargetSeconds)}: ${took <= view.RtoTargetSeconds ? 'met' : `missed by ${duration(took - view.RtoTargetSeconds)}`}${ofPart}`];
}

function cancellation({ Cancel: cancel }: ExecutionView): readonly string[] {
  return cancel === undefined ? [] : [`Cancelled by ${arnName(cancel.By)}${cancel.Reason === undefined ? '' : `: ${cancel.Reason}`}`];
}

function waveLines(view: ExecutionView, paint: Paint): readonly string[] {
  const width = Math.max(...view.Waves.map((wave) => wave.WaveName.length), 4);
  return dependencyOrder(view.Waves).map((wave) => {
    const launched = wave.Servers.filter((server) => countsAsLaunched(server.Status)).length;
    const servers = isDoneEarlier(wave) ? `${counted(wave.RecoveredEarlier?.length ?? 0, 'server')} recovered earlier` : `${launched}/${wave.Servers.length} servers`;
    const times = isDoneEarlier(wave) || wave.StartTime === undefined ? '' : `from ${clockTime(wave.StartTime - view.StartTime)} to ${clockTime((wave.EndTime ?? wave.StartTime) - view.StartTime)}`;
    const because = wave.Status === 'COMPLETED' ? undefined : reasonOfEnd(wave, view);
    const line = `${String(wave.WaveNumber).padStart(3)} ${wave.WaveName.padEnd(width)}  ${paint(toneOf(wave.Status), wave.Status.padEnd(9))} ${servers}  ${times}`;
    return because === undefined ? line.trimEnd() : `${line.trimEnd()}  (${because})`;
  });
}

/** Servers that did not come up, each with DRS's own words (rawError), and what went wrong beside them. */
function troubles(view: ExecutionView, paint: Paint): readonly string[] {
  const servers = new Map(view.Waves.flatMap((wave) => wave.Servers).map((server) => [server.SourceServerId, server]));
  // Why a wave ended is told in its line.
  const told = new Set(view.Waves.map((wave) => reasonOfEnd(wave, view)));
  // A record of very many keeps the first, and how many more there were.
  const uncounted = view.Errors.find((error) => error.Code === 'MoreProblems');
  const lines = view.Errors.filter((error) => error !== uncounted && (error.SourceServerId !== undefined || !told.has(error.Message))).map((error) => paint('bad', '! ') + errorLine(error, servers));
  const most = 20;
  const rest = lines.length <= most ? [] : [`… and ${lines.length - most} more; the record has them${uncounted === undefined ? ' all' : ''}`];
  return [...lines.slice(0, most), ...rest, ...(uncounted === undefined ? [] : [`… and beyond the record ${uncounted.Message}`])];
}

function errorLine(error: ExecutionError, servers: ReadonlyMap<string, ServerView>): string {
  const id = error.SourceServerId;
  if (id === undefined) return error.Message;
  const host = servers.get(id)?.HostName;
  const name = host === undefined ? id : `${host} (${id})`;
  const job = error.RecoveryJobId === undefined ? '' : ` [${error.RecoveryJobId}]`;
  return error.Message.includes(id) ? error.Message : `${name}: ${error.Message}${job}`;
}

function approvals(view: ExecutionView): readonly string[] {
  return view.Waves.flatMap((wave) => {
    const { Approval: approval } = wave;
    // A rejection is why the wave ended, and told there.
    if (approval?.Decision !== 'APPROVED') return [];
    return [`Wave ${wave.WaveNumber} (${wave.WaveName}) was APPROVED by ${arnName(approval.By ?? 'someone')}${approval.Reason === undefined ? '' : `: ${approval.Reason}`}`];
  });
}

function leftovers(view: ExecutionView): readonly string[] {
  const { CleanUp: cleanUp } = view;
  const instances = view.Waves.flatMap((wave) => wave.Servers).filter((server) => server.InstanceId !== undefined && server.TerminatedTime === undefined).map((server) => server.InstanceId ?? '');
  if (cleanUp?.Status === 'COMPLETED') return [`Cleaned up: ${counted(cleanUp.TerminatedCount, 'instance')} terminated, none left`];
  if (cleanUp?.Status === 'FAILED') return [`Not cleaned up: ${cleanUp.Error ?? ''} Left running: ${listing(cleanUp.Remaining)}`];
  if (instances.length === 0) return ['Nothing was left running'];
  const why = view.ExecutionType === 'RECOVERY' ? 'a recovery keeps what it launched' : 'the plan says TerminateAfterDrill: false';
  return [`Left running, since ${why}: ${listing(instances)}`];
}

function messageLines({ messages }: VerdictContext): readonly string[] {
  return messages.map((message) => `Message to ${arnName(message.TopicArn)}: ${message.Subject ?? ''}`);
}

function places({ view, flags, recordPath, logPath }: VerdictContext): readonly string[] {
  if (flags !== undefined) return [`Report: drsctl report ${view.ExecutionId} --html report.html${flags}`];
  return [...(recordPath === undefined ? ['Record: none is kept (--ephemeral)'] : [`Record: ${recordPath}`]), ...(logPath === undefined ? [] : [`Logs of the functions: ${logPath}`])];
}
