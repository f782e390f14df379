import type { RunEvent } from '../follow/events.js';
import { clockTime, duration } from './durations.js';
import { arnName, counted, listing } from './listing.js';
import { toneOf, type Paint, type Tone } from './paint.js';
import { earlierInWords } from './recoveredEarlier.js';

type ServerChange = Extract<RunEvent, { readonly Type: 'ServerStatusChanged' }>;
type WaveStart = Extract<RunEvent, { readonly Type: 'WaveStarted' }>;
type WaveEnd = Extract<RunEvent, { readonly Type: 'WaveEnded' }>;
type HealthChange = Extract<RunEvent, { readonly Type: 'ServerHealthChanged' }>;

/** Events as lines for people: the DRS time, then what happened to whom. Equal changes of one wave's servers share a line. */
export function eventLines(events: readonly RunEvent[], paint: Paint): readonly string[] {
  return groups(events).map((group) => {
    const [first] = group;
    const time = paint('quiet', clockTime(first.ElapsedSeconds));
    const { text, tone } = sentence(group);
    return `${time}  ${text.replace(/\b[A-Z][A-Z_]{3,}\b/g, (word) => paint(toneOf(word), word)).replace(/^/, tone === 'bad' ? paint('bad', '! ') : '')}`;
  });
}

type Group = readonly [RunEvent, ...RunEvent[]];

/** Runs of events that read as one. */
function groups(events: readonly RunEvent[]): readonly Group[] {
  const all: [RunEvent, ...RunEvent[]][] = [];
  const open = new Map<string, [RunEvent, ...RunEvent[]]>();
  for (const event of events) {
    const key = shared(event);
    const group = key === undefined ? undefined : open.get(key);
    if (group !== undefined) {
      group.push(event);
      continue;
    }
    const started: [RunEvent, ...RunEvent[]] = [event];
    all.push(started);
    if (key !== undefined) open.set(key, started);
  }
  return all;
}

/** What a server's event has in common with those it shares a line with; an error stands alone. */
function shared(event: RunEvent): string | undefined {
  if (event.Type === 'ServerStatusChanged') return event.Error === undefined ? `${event.WaveNumber} ${event.Status}` : undefined;
  if (event.Type === 'ServerHealthChanged') return `${event.WaveNumber} health ${event.HealthStatus}`;
  return event.Type === 'ServerTimedOut' ? `${event.WaveNumber} timeout` : undefined;
}

const server = (event: { readonly SourceServerId: string; readonly HostName?: string }): string => event.HostName ?? event.SourceServerId;
const wave = (event: { readonly WaveNumber: number; readonly WaveName: string }): string => `wave ${event.WaveNumber} ${event.WaveName}`;

function sentence(group: Group): { readonly text: string; readonly tone?: Tone } {
  const [event] = group;
  switch (event.Type) {
    case 'ExecutionStarted': {
      const servers = event.Waves.flatMap((one) => one.ServerIds).length;
      return { text: `${event.ExecutionType === 'DRILL' ? 'drill' : 'recovery'} of "${event.PlanName}" accepted: ${counted(event.Waves.length, 'wave')}, ${counted(servers, 'server')} (execution ${event.ExecutionId})` };
    }
    case 'ExecutionStatusChanged':
      return { text: `execution is ${event.Status}` };
    case 'WaveServersResolved':
      return { text: `${wave(event)}: its tags match ${counted(event.ServerIds.length, 'server')} (${listing(event.ServerIds)})` };
    case 'WaveAwaitingApproval':
      return { text: `${wave(event)}: AWAITING_APPROVAL for at most ${duration(event.ExpiresAt - event.At)}` };
    case 'WaveApprovalAnswered':
      return { text: `${wave(event)}: ${event.Decision}${event.By === undefined ? '' : ` by ${arnName(event.By)}`}${event.Reason === undefined ? '' : `: ${event.Reason}`}` };
    case 'WaveStarted':
      return { text: `${wave(event)}: ${startOf(event)}` };
    case 'WaveWaitingForSlot':
      return { text: `${wave(event)}: waiting for a free DRS job slot` };
    case 'WaveEnded':
      return { text: `${wave(event)}: ${event.Status}${outcomeOf(event)}${event.Because === undefined ? '' : `: ${event.Because}`}`, tone: toneOf(event.Status) };
    case 'JobStarted':
      return { text: `${wave(event)}: DRS job ${event.RecoveryJobId} for ${counted(event.ServerIds.length, 'server')}` };
    case 'ServerStatusChanged':
      return serversSentence(group as readonly ServerChange[], event);
    case 'ServerHealthChanged':
      return { text: `${wave(event)}: health ${event.HealthStatus} (${listing((group as readonly HealthChange[]).map(server))})` };
    case 'ServerTimedOut':
      return { text: `${wave(event)}: past its TimeoutSeconds before its launch was over: ${listing((group as readonly (typeof event)[]).map(server))}`, tone: 'bad' };
    case 'MessagePublished':
      return { text: `message to ${arnName(event.TopicArn)}: ${event.Subject ?? ''}` };
    case 'Warning':
      return { text: `${event.Source}: ${event.Message}`, tone: 'bad' };
    case 'ConnectionLost':
      return { text: `${event.Reason} The run goes on; drsctl keeps trying.`, tone: 'bad' };
    case 'ConnectionRestored':
      return { text: 'the API answers again' };
    case 'CancelRequested':
      return { text: 'cancelling: nothing new launches; waiting for what is launched' };
    case 'ExecutionEnded':
      return { text: `execution is ${event.Status} after ${duration(event.DurationSeconds)}`, tone: toneOf(event.Status) };
    case 'CleanUpStarted':
      return { text: "clean-up: terminating the drill's instances" };
    case 'CleanUpEnded':
      return event.Status === 'COMPLETED'
        ? { text: `clean-up: ${counted(event.TerminatedCount, 'instance')} terminated, none left` }
        : { text: `clean-up ${event.Status}: ${event.Error ?? ''} Left: ${listing(event.Remaining)}`, tone: 'bad' };
  }
}

/** A retry launches what is left of a wave, if anything is. */
function startOf({ ServerIds, RecoveredEarlier: earlier = [] }: WaveStart): string {
  if (earlier.length === 0) return `LAUNCHING ${counted(ServerIds.length, 'server')}`;
  return ServerIds.length === 0 ? `nothing left to launch: ${earlierInWords(earlier)}` : `LAUNCHING ${counted(ServerIds.length, 'server')}; ${earlierInWords(earlier)}`;
}

function outcomeOf({ DurationSeconds, LaunchedCount, ServerCount, RecoveredEarlierCount: earlier = 0 }: WaveEnd): string {
  if (ServerCount === 0 && earlier > 0) return `: all of it (${counted(earlier, 'server')}) was recovered earlier`;
  return DurationSeconds === undefined ? '' : ` after ${duration(DurationSeconds)}, ${LaunchedCount} of ${counted(ServerCount, 'server')} launched${earlier === 0 ? '' : `, ${earlier} recovered earlier`}`;
}

function serversSentence(changes: readonly ServerChange[], { Status, Error }: ServerChange): { readonly text: string; readonly tone?: Tone } {
  const [first] = changes;
  if (first === undefined) return { text: '' };
  const who = changes.length === 1 ? server(first) : `${counted(changes.length, 'server')} (${listing(changes.map(server))})`;
  return { text: `${wave(first)}: ${who} ${Status}${Error === undefined ? '' : `: ${Error}`}`, tone: toneOf(Status) };
}
