import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { isRunning, processIdentity, type ProcessIdentity } from './processIdentity.js';

/** A local system that runs on a data folder, as its process tells others of it. */
export interface Announcement extends ProcessIdentity {
  /** The HTTP API's address, without a slash at its end. */
  readonly ApiUrl: string;
  /** Where the process itself answers: its clock, and servers that its world shall have. */
  readonly ControlUrl: string;
  /** The command that runs it. */
  readonly Command: 'local up' | 'drill' | 'recover' | 'retry';
}

const announcementSchema = z.object({
  Pid: z.number().int().positive(),
  StartTicks: z.string().optional(),
  ApiUrl: z.string(),
  ControlUrl: z.string(),
  Command: z.enum(['local up', 'drill', 'recover', 'retry']),
});

/** Tells other processes of this one's system, until the returned function is called. */
export function announce(path: string, system: Omit<Announcement, keyof ProcessIdentity>): () => void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...processIdentity(process.pid), ...system })}\n`);
  renameSync(draft, path);
  return () => rmSync(path, { force: true });
}

/** The system that a running process announces; undefined where none does, or its process has ended. */
export function announcedSystem(path: string): Announcement | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const parsed = announcementSchema.safeParse(asJson(text));
  if (!parsed.success) return undefined;
  const { StartTicks, ...rest } = parsed.data;
  const system = { ...rest, ...(StartTicks === undefined ? {} : { StartTicks }) };
  return isRunning(system) ? system : undefined;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Half written by a process that was killed: nobody's announcement.
    return undefined;
  }
}
