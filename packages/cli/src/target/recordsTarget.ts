import { SteppedClock, startLocalSystem, systemTime } from '@drs-orchestration/testkit';
import { ApiClient } from '../api/apiClient.js';
import { localTransport } from '../api/localTransport.js';
import type { CommandContext } from '../commandContext.js';
import { callerName } from '../local/callerName.js';
import { hasRecords, shownPath } from '../local/dataFolder.js';
import { endpointVariable, openLocalRecords } from '../local/localRecords.js';
import { localFlags } from './localOptions.js';
import type { Target } from './target.js';
import type { TargetOptions } from './targetOptions.js';

/** How long another short command is waited for that uses the records at this moment, in milliseconds. */
const patience = 5000;

/**
 * The records in a data folder, with the API served on them while the command lasts. Their emulated world is gone, so
 * nothing moves.
 */
export async function recordsTarget(folder: string, options: TargetOptions, context: CommandContext, creates: boolean): Promise<Target> {
  const { terminal, environment } = context;
  const note = (sentence: string): void => void terminal.stderr.write(`${sentence}\n`);
  const kept = creates || hasRecords(folder) || Boolean(environment[endpointVariable]);
  if (!kept) note(`There are no local records in ${shownPath(folder)} yet.`);
  const clock = new SteppedClock({ speed: 1, startAt: systemTime() });
  const deployables = await context.deployables();
  const records = await openLocalRecords({ clock, environment, note, patience: { clock: context.clock, milliseconds: patience }, ...(kept ? { dataFolder: folder } : {}) });
  try {
    const system = await startLocalSystem({ ...deployables, clock, world: {}, database: records.database, caller: callerName(), log: () => undefined });
    clock.start();
    return {
      kind: 'LOCAL_RECORDS',
      api: new ApiClient(system.apiUrl, localTransport(system.apiUrl, clock)),
      flags: localFlags(options),
      now: () => clock.now(),
      refresh: async () => undefined,
      lookEvery: 1000,
      close: async () => {
        clock.stop();
        await system.stop();
        records.release();
      },
    };
  } catch (error) {
    // A system that fails to start closes the database itself.
    records.release();
    throw error;
  }
}
