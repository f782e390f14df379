import type { StateReader } from '../definition/stateReader.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import type { Frame } from '../execution/frame.js';
import { sleepIn } from '../execution/waiting.js';
import { maxSeconds } from '../limits.js';
import type { CompiledState } from './compiledState.js';
import { parseTimestamp } from './timestamp.js';

/** Milliseconds of the clock at which the wait ends. */
type WaitEnd = (input: unknown, frame: Frame) => number;

const kinds = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'];

/** Compiles a Wait state. */
export function compileWait(state: StateReader): CompiledState {
  state.allowOnly(['Type', 'Comment', 'Next', 'End', 'InputPath', 'OutputPath', ...kinds]);
  if (kinds.filter((kind) => state.has(kind)).length !== 1) state.fault('Seconds', `give exactly one of ${kinds.join(', ')}`);
  const inputPath = state.filter('InputPath');
  const outputPath = state.filter('OutputPath');
  const waitEnd = readWaitEnd(state);
  const next = state.next();
  return {
    name: state.name,
    type: 'Wait',
    async run(input, frame) {
      const effective = inputPath(input, frame);
      const { clock } = frame.shared.environment;
      const remaining = waitEnd(effective, frame) - clock.now();
      if (remaining > 0) await sleepIn(frame.scope, clock, remaining / 1000);
      return { output: outputPath(effective, frame), next };
    },
  };
}

function readWaitEnd(state: StateReader): WaitEnd {
  const after = (frame: Frame, seconds: number): number => frame.shared.environment.clock.now() + seconds * 1000;
  if (state.has('Seconds')) {
    const seconds = state.integer('Seconds', 0) ?? 0;
    return (_input, frame) => after(frame, seconds);
  }
  if (state.has('Timestamp')) {
    const text = state.string('Timestamp') ?? '';
    const end = parseTimestamp(text);
    if (end === undefined) state.fault('Timestamp', `'${text}' is no timestamp like 2026-11-21T03:45:00Z`);
    return () => end ?? 0;
  }
  if (state.has('SecondsPath')) {
    const path = state.selectedPath('SecondsPath');
    return (input, frame) => after(frame, requireSeconds(path?.(input, frame), state.string('SecondsPath') ?? ''));
  }
  const path = state.selectedPath('TimestampPath');
  return (input, frame) => requireTimestamp(path?.(input, frame), state.string('TimestampPath') ?? '');
}

function requireSeconds(value: unknown, path: string): number {
  if (!Number.isInteger(value)) throw new RuntimeFailure(`The SecondsPath parameter cannot be parsed as a long value: ${path} == ${JSON.stringify(value)}`);
  const seconds = value as number;
  if (seconds < 0) throw new RuntimeFailure(`The SecondsPath parameter references a negative value: ${path} == ${seconds}`);
  if (seconds > maxSeconds) throw new RuntimeFailure('Wait state delay is too long.');
  return seconds;
}

function requireTimestamp(value: unknown, path: string): number {
  const end = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (end !== undefined) return end;
  throw new RuntimeFailure(
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}
