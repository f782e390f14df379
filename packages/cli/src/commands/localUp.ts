import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalSystem, SteppedClock, systemTime, type FunctionLogLine, type LocalSystem } from '@drs-orchestration/testkit';
import type { CommandContext } from '../commandContext.js';
import { printable } from '../display/printable.js';
import { readPlan } from '../input/planInput.js';
import { readScenario } from '../input/scenarioInput.js';
import { closeAbandonedRuns } from '../local/abandonedRuns.js';
import { announce, announcedSystem } from '../local/announcement.js';
import { callerName } from '../local/callerName.js';
import { startControlServer } from '../local/controlServer.js';
import { announcementPath, shownPath, type DataFolder } from '../local/dataFolder.js';
import { exportLines, systemEnvironment } from '../local/environmentLines.js';
import { InUseError } from '../local/inUseError.js';
import { endpointVariable, lockEndpoint, openLocalRecords } from '../local/localRecords.js';
import { sharedWorld } from '../local/sharedWorld.js';
import { defaultSpeed, parseSpeed, speedInWords } from '../local/speed.js';
import { storePlan } from '../local/storePlan.js';
import { dataFolderOf } from '../target/localOptions.js';

/** The options of `local up`. */
export interface LocalUpOptions {
  readonly speed?: string;
  readonly scenario?: string;
  readonly plan?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `local up`: runs the whole system on this machine until it is ended; returns the exit status. */
export async function localUp(options: LocalUpOptions, context: CommandContext): Promise<number> {
  const { terminal, environment, interrupts } = context;
  const say = (sentence: string): void => void terminal.stderr.write(`${printable(sentence)}\n`);
  const speed = options.speed === undefined ? defaultSpeed : parseSpeed(options.speed);
  const plan = options.plan === undefined ? undefined : readPlan(options.plan);
  const scenario = readScenario(options.scenario, plan);
  const path = dataFolderOf(options);
  const running = announcedSystem(announcementPath(path));
  if (running !== undefined) throw new InUseError(`A local system runs on ${shownPath(path)} already (drsctl ${running.Command}, process ${running.Pid}, API ${running.ApiUrl}). Use that one, end it, or name another folder by --data-dir.`);
  const deployables = await context.deployables();
  const clock = new SteppedClock({ speed, startAt: systemTime() });
  const records = await openLocalRecords({ clock, environment, note: say, dataFolder: path });
  const log = records.folder === undefined ? undefined : systemLog(records.folder, say);
  const closers: (() => Promise<void> | void)[] = [() => records.release(), () => log?.close()];
  try {
    const { world, servers } = await sharedWorld(records.database.items, scenario, plan);
    const system = await startLocalSystem({ ...deployables, clock, world, database: records.database, caller: callerName(), log: (line) => log?.write(line) });
    closers.push(() => stopSystem(system, clock, records.folder, say));
    const { DYNAMODB } = system.endpoints;
    // Its own DynamoDB is told to the shell below: a local run in another folder would close what runs in it.
    if (DYNAMODB !== undefined && !environment[endpointVariable]) closers.push(lockEndpoint(DYNAMODB));
    if (plan !== undefined) await storePlan(system.items, plan);
    const control = await startControlServer({ clock, speed, servers });
    closers.push(() => control.close());
    closers.push(announce(announcementPath(path), { ApiUrl: system.apiUrl, ControlUrl: control.url, Command: 'local up' }));
    clock.start();
    const variables = systemEnvironment(system.apiUrl, system.endpoints);
    if (options.json === true) terminal.stdout.write(`${JSON.stringify({ ApiUrl: system.apiUrl, StateMachineArn: system.stateMachineArn, Environment: variables }, null, 2)}\n`);
    else terminal.stdout.write(exportLines(variables).map((line) => `${line}\n`).join(''));
    say(`The local system is up: ${speedInWords(speed)}, records in ${shownPath(path)}.`);
    say(`Beside it: drsctl drill PLAN --local, executions watch ID --local, … Ctrl-C ends it.`);
    await aborted(interrupts.signal);
    say('Ending the local system.');
    return 0;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Ends a system; what still runs in it is closed, since its world ends with it. */
async function stopSystem(system: LocalSystem, clock: SteppedClock, folder: DataFolder | undefined, say: (sentence: string) => void): Promise<void> {
  clock.stop();
  try {
    for (const run of await closeAbandonedRuns(system.items, clock)) {
      folder?.writeRecord(run.view);
      if (run.unfinished) say(`Execution ${run.executionId} (${run.planName}) was still running: it is FAILED now (LocalRunAbandoned).`);
    }
  } finally {
    await system.stop();
  }
}

interface SystemLog {
  write(line: FunctionLogLine): void;
  close(): void;
}

/** The functions' log lines go into a file; what went wrong is said too. */
function systemLog(folder: DataFolder, say: (sentence: string) => void): SystemLog {
  const file = openSync(join(folder.path, 'logs', 'local-up.jsonl'), 'a');
  let open = true;
  return {
    write(line) {
      if (!open) return;
      writeSync(file, `${JSON.stringify(line)}\n`);
      if (line.level !== 'INFO') say(`${line.service}: ${line.message}${typeof line['reason'] === 'string' ? `: ${line['reason']}` : ''}`);
    },
    close() {
      open = false;
      closeSync(file);
    },
  };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
