import type { ServerRecord, WaveRecord } from '../execution/records.js';
import { enter, fail } from '../execution/transitions.js';
import type { InstanceAddress, InstanceState } from '../ports/instances.js';

/** How long an instance may take to run once it was first asked about (R3.3). Seconds. */
export const healthTimeoutSeconds = 300;

const dead: ReadonlySet<InstanceState> = new Set<InstanceState>(['terminated', 'shutting-down', 'stopped', 'stopping']);

/** Whether a launched server's instance is still to be checked. */
export function awaitsHealth(server: ServerRecord): boolean {
  return (server.Status === 'LAUNCHED' || server.Status === 'WARNING') && (server.HealthStatus === undefined || server.HealthStatus === 'PENDING');
}

/**
 * A server after a look at its instance (design section 8): running, it passed; terminated or stopped, it FAILED at
 * once; not running 5 minutes after the first look, it FAILED, or is WARNING where the wave says so.
 * @param now Unix seconds.
 */
export function judgeHealth(server: ServerRecord, state: InstanceState, address: InstanceAddress | undefined, wave: Pick<WaveRecord, 'HealthCheck'>, now: number): ServerRecord {
  if (!awaitsHealth(server)) return server;
  const known: ServerRecord = {
    ...server,
    HealthCheckedSince: server.HealthCheckedSince ?? now,
    ...(address?.privateIpAddress === undefined ? {} : { PrivateIpAddress: address.privateIpAddress }),
  };
  if (state === 'running') return { ...known, HealthStatus: 'PASSED' };
  const instance = server.InstanceId === undefined ? 'its instance, which DRS has not named,' : `its instance ${server.InstanceId}`;
  if (dead.has(state)) return { ...fail(known, `Health check: ${instance} is ${state}.`, now), HealthStatus: 'FAILED' };
  if (now - (known.HealthCheckedSince ?? now) < healthTimeoutSeconds) return { ...known, HealthStatus: 'PENDING' };
  const reason = `Health check: ${instance} was not running after ${healthTimeoutSeconds} s (EC2 says ${state}).`;
  const judged = wave.HealthCheck.OnTimeout === 'WARN' ? { ...enter(known, 'WARNING', now), Error: reason } : fail(known, reason, now);
  return { ...judged, HealthStatus: 'TIMEOUT' };
}
