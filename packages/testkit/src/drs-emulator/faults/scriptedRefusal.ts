import { AwsFault } from '../awsFault.js';
import { busyServers, conflict, quotaExceeded } from '../refusals.js';
import type { CallFaultKind, ServiceId } from '../world.js';

/** Throttling has another name in each protocol (EC2's error codes; the query protocol's common errors). */
function throttled(service: ServiceId): AwsFault {
  if (service === 'drs') return new AwsFault('ThrottlingException', 429, 'Rate exceeded');
  return service === 'ec2' ? new AwsFault('RequestLimitExceeded', 503, 'Request limit exceeded.') : new AwsFault('Throttling', 400, 'Rate exceeded');
}

/** The refusal that a scripted fault is; undefined for one that is none (a lost or late answer, missing fields). */
export function scriptedRefusal(fault: CallFaultKind, service: ServiceId): AwsFault | undefined {
  switch (fault) {
    case 'THROTTLE':
      return throttled(service);
    case 'INTERNAL_ERROR':
      return new AwsFault(service === 'drs' ? 'InternalServerException' : 'InternalError', 500, 'The service failed');
    case 'CONFLICT':
      return conflict(busyServers);
    case 'QUOTA':
      return quotaExceeded('A quota is exceeded', 'L-D88FAC3A');
    case 'CUT_CONNECTION':
    case 'TIMEOUT':
    case 'LOSE_ANSWER':
    case 'DROP_FIELDS':
      return undefined;
  }
}
