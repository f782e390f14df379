import { assembleView } from '@drs-orchestration/core';
import { wavesOf } from '../invariants/reading.js';
import type { WitnessedExecution } from '../witness/witness.js';

/** Fields that tell when, or how often, something was looked at: that they are there is compared, not what they say. */
const passing = /(Time|At|Since|Until|Notified|Duration|Polls|PollAttempts|Rev|Phase|BoundTime)$/;
const generated = /\b(?:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|drsjob-[0-9a-f]{17}|i-[0-9a-f]{17})\b/g;
const addresses = new Set(['PrivateIpAddress', 'HostName']);

/**
 * A record without what its times and counts of looks say, and without generated ids, so that two runs of the same
 * script can be compared. Of a server's history its beginning and its end are kept: which phases between were seen is
 * up to when DRS was asked.
 */
export function comparableRecord(execution: WitnessedExecution): unknown {
  const seen = new Map<string, string>();
  const named = (id: string): string => {
    const name = seen.get(id) ?? `generated-${seen.size + 1}`;
    seen.set(id, name);
    return name;
  };
  const comparable = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(generated, named);
    if (Array.isArray(value)) return value.map(comparable);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        if (passing.test(name) || addresses.has(name)) return [name, 'there'];
        return [name, name === 'TransitionHistory' ? ends(member as readonly { readonly Status: string }[]) : comparable(member)];
      }),
    );
  };
  return comparable(assembleView(execution.header, wavesOf(execution)));
}

function ends(history: readonly { readonly Status: string }[]): readonly (string | undefined)[] {
  const statuses = history.map(({ Status }) => Status);
  return [statuses[0], ...statuses.slice(-2)];
}
