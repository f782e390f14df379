import { drawHex } from '../timing/seededDraw.js';
import type { Job } from './job.js';

/** A job of somebody else, of one server that is none of ours: it holds slots until it ends (milliseconds since the epoch; Infinity: never). */
export function strangersJob(id: string, startedAt: number, endsAt: number, seed: number): Job {
  const server = { id: `s-${drawHex(seed, `stranger/${id}`, 17)}`, instanceId: '', course: { ends: [] } };
  return { id, type: 'LAUNCH', isDrill: true, createdAt: startedAt, startsAt: startedAt, servers: [server], tags: {}, endsAt };
}
