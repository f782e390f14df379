import type { Clock } from '@drs-orchestration/core';
import { startLoopbackServer, type LoopbackServer, type Reply, type WorldServer } from '@drs-orchestration/testkit';
import * as z from 'zod';

/** What a local system's process tells of its clock. */
export interface ClockReading {
  /** Milliseconds since the Unix epoch, by the system's clock. */
  readonly Now: number;
  /** How many times as fast as the wall it runs; 0: it jumps. */
  readonly Speed: number;
}

const serversBody = z.object({ ServerIds: z.array(z.string().max(100)).max(20_000) });

/** What the control server works with. */
export interface ControlOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly speed: number | 'INSTANT';
  /** The world's servers; those that are asked for are added. Absent: the world stays as it is. */
  readonly servers?: WorldServer[];
}

/** Answers other drsctl processes about this process's system: `GET /` its clock, `POST /servers` gives its world servers. */
export async function startControlServer({ clock, speed, servers }: ControlOptions): Promise<LoopbackServer> {
  return startLoopbackServer(async (request) => {
    if (request.method === 'POST' && request.target === '/servers') return json(200, { Added: servers === undefined ? 0 : added(servers, serversBody.parse(JSON.parse(request.body.toString('utf8'))).ServerIds) });
    const reading: ClockReading = { Now: clock.now(), Speed: speed === 'INSTANT' ? 0 : speed };
    return json(200, reading);
  });
}

function added(servers: WorldServer[], ids: readonly string[]): number {
  const known = new Set(servers.map(({ SourceServerId }) => SourceServerId));
  const missing = [...new Set(ids)].filter((id) => !known.has(id));
  servers.push(...missing.map((SourceServerId) => ({ SourceServerId })));
  return missing.length;
}

function json(status: number, body: object): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
