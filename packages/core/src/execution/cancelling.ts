import type { ExecutionHeader } from './records.js';
import { isFinal } from './statuses.js';

/**
 * The header once somebody cancels: CANCELLING, and polled at once (design section 8); the same header where it has
 * ended or is being cancelled already.
 * @param at Unix seconds.
 */
export function cancelling(header: ExecutionHeader, by: string, at: number, reason?: string): ExecutionHeader {
  if (isFinal(header.Status) || header.Status === 'CANCELLING') return header;
  return { ...header, Status: 'CANCELLING', NextPollTime: at, Cancel: { By: by, At: at, ...(reason === undefined ? {} : { Reason: reason }) } };
}
