import type { ServerRecord, ServerStatus } from './records.js';
import { mayFollow } from './statuses.js';

/** How many transitions a server's record keeps (design section 4). */
export const keptTransitions = 20;

/**
 * The server in a new status, the transition recorded; the same server where the status may not follow its own
 * (a late or repeated observation never takes one back).
 * @param at Unix seconds.
 */
export function enter(server: ServerRecord, status: ServerStatus, at: number): ServerRecord {
  if (!mayFollow(server.Status, status)) return server;
  const TransitionHistory = [...server.TransitionHistory, { Status: status, At: at }].slice(-keptTransitions);
  return { ...server, Status: status, TransitionHistory };
}

/** The longest error text a record keeps; a wave of 300 failed servers stays under DynamoDB's 400 KB. */
export const longestError = 400;

/** The server as FAILED, with the reason (R5.4); unchanged where it may not fail any more. */
export function fail(server: ServerRecord, error: string, at: number): ServerRecord {
  const failed = enter(server, 'FAILED', at);
  return failed === server ? server : { ...failed, Error: shortened(error) };
}

/** A text cut to what a record keeps. */
export function shortened(text: string): string {
  if (text.length <= longestError) return text;
  const cut = text.slice(0, longestError - 1);
  // Half a surrogate pair is no text that others would read.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
