import { ServiceError } from '../errors.js';

/**
 * The token that leads to the page after an answer; undefined after the last one.
 * @param sent the token that this answer was asked for with.
 * @throws ServiceError where the answer leads to itself: following it would never end.
 */
export function nextPage(service: 'DRS' | 'EC2', operation: string, sent: string | undefined, answered: string | undefined): string | undefined {
  if (answered === undefined || answered === '') return undefined;
  if (answered !== sent) return answered;
  throw new ServiceError({ service, operation, kind: 'SERVER', message: `${service} answered ${operation} with the token of the page that was asked for: its list has no end.` });
}
