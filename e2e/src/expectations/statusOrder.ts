import type { ServerStatus } from '@drs-orchestration/core';

/** A server's way through its launch; a look may come late, so it may miss some of them. */
const way: readonly ServerStatus[] = ['NOT_STARTED', 'LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS'];

/** What may come after a status that is not, or no longer, on the way. */
const afterwards: Readonly<Partial<Record<ServerStatus, readonly ServerStatus[]>>> = {
  // Health and launch actions are looked at once a server is launched; a drill's clean-up ends it.
  LAUNCHED: ['WARNING', 'FAILED', 'TERMINATED'],
  WARNING: ['FAILED', 'TERMINATED'],
};

/**
 * Whether design section 4 lets a server go from one status to the next. Written down again here, because an
 * expectation that asked the product could not find it wrong.
 */
export function isForward(from: ServerStatus, to: ServerStatus): boolean {
  const place = way.indexOf(from);
  if (place < 0) return afterwards[from]?.includes(to) ?? false;
  if (way.includes(to)) return way.indexOf(to) > place;
  // Nobody is skipped or cancelled whose launch has begun.
  return ['LAUNCHED', 'WARNING', 'FAILED', ...(place === 0 ? ['SKIPPED', 'CANCELLED'] : [])].includes(to);
}
