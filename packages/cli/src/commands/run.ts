import { resolve } from 'node:path';
import { userInfo } from 'node:os';
import { formatFaults, type Environment, type ExecutionType } from '@drs-orchestration/core';
import { SteppedClock, systemTime, wallPacer } from '@drs-orchestration/testkit';
import type { Display } from '../display/display.js';
import { jsonDisplay } from '../display/jsonDisplay.js';
import { lineDisplay } from '../display/lineDisplay.js';
import { liveDisplay } from '../display/liveDisplay.js';
import { noPaint, terminalPaint, wantsColor } from '../display/paint.js';
import { exitStatusOf } from '../exitStatus.js';
import type { ApprovalAnswer } from '../follow/apiClient.js';
import type { NamedWave } from '../follow/events.js';
import { InputError } from '../input/inputError.js';
import { readRunInput } from '../input/runInput.js';
import type { Interrupts } from '../interrupts.js';
import { defaultDataFolder } from '../local/dataFolder.js';
import type { Deployables } from '../local/functionBundles.js';
import { openLocalRecords } from '../local/localRecords.js';
import { runLocally } from '../local/runLocally.js';
import { defaultSpeed, parseSpeed, speedInWords, type Speed } from '../local/speed.js';
import { ask, canAsk, type Terminal } from '../terminal.js';

/** The options of `drill` and `recover`, as the command line gives them. */
export interface RunOptions {
  readonly local?: boolean;
  readonly scenario?: string;
  readonly speed?: string;
  readonly json?: boolean;
  readonly ephemeral?: boolean;
  readonly dataDir?: string;
  readonly yes?: boolean;
}

/** What a command works with besides its options. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly interrupts: Interrupts;
  /** Loads what is deployed. */
  readonly deployables: () => Promise<Deployables>;
}

/** How often a live display is drawn, in milliseconds by the wall. */
const drawnEvery = 100;
/** The same where the clock jumps, in milliseconds of the clock. */
const drawnEveryInstant = 60_000;

/**
 * `drill PLAN` and `recover PLAN`: runs a plan on this machine and returns the exit status.
 * @throws InputError before anything is written or started, where something the user gave is wrong.
 */
export async function run(planPath: string, executionType: ExecutionType, options: RunOptions, context: CommandContext): Promise<number> {
  const { terminal, environment, interrupts } = context;
  const wallStart = wallPacer.now();
  if (options.local !== true) throw new InputError('Runs in AWS are not there yet: add --local to run the plan on this machine, against an emulated DRS.');
  const speed = options.speed === undefined ? defaultSpeed : parseSpeed(options.speed);
  const { plan, scenario } = readRunInput(planPath, options.scenario);
  if (executionType === 'RECOVERY' && options.yes !== true) await confirmRecovery(plan.plan.PlanName, context);
  for (const warning of plan.warnings) terminal.stderr.write(`warning: ${formatFaults([warning], planPath)}\n`);

  const deployables = await context.deployables();
  const clock = new SteppedClock({ speed, startAt: fullMinute(systemTime()) });
  const note = (sentence: string): void => void terminal.stderr.write(`${sentence}\n`);
  const records = await openLocalRecords({
    clock,
    environment,
    note,
    ...(options.ephemeral === true ? {} : { dataFolder: resolve(options.dataDir ?? defaultDataFolder) }),
  });
  const display = displayFor(options, context, clock, speed);
  const asks = canAsk(terminal) && options.json !== true;
  let accepted: string | undefined;
  interrupts.onSecond = () => {
    display.leave();
    terminal.stderr.write(accepted === undefined ? 'Left at once: nothing was started.\n' : `Left at once: execution ${accepted} is unfinished. Its emulated instances are gone with this process; the next local run closes its record.\n`);
  };
  const view = await runLocally({
    plan,
    scenario,
    executionType,
    deployables,
    clock,
    records,
    display,
    approvers: { scripted: scenario.Approvals, ...(asks ? { ask: (wave, signal) => display.aside(() => askApproval(terminal, wave, signal)) } : {}) },
    cancel: interrupts.signal,
    caller: userName(),
    redrawEvery: speed === 'INSTANT' ? drawnEveryInstant : drawnEvery * speed,
    wall: () => wallPacer.now() - wallStart,
    onAccepted: (executionId) => (accepted = executionId),
  });
  return exitStatusOf(view.Status);
}

/** Schedules fire at full minutes: a run that begins at one takes the same time whenever it is started. */
function fullMinute(milliseconds: number): number {
  return milliseconds - (milliseconds % 60_000);
}

async function confirmRecovery(planName: string, { terminal, interrupts }: CommandContext): Promise<void> {
  if (!canAsk(terminal)) throw new InputError('A recovery launches servers for real: confirm it at a terminal, or by --yes.');
  const answer = await ask(terminal, `A recovery launches servers for real, here against an emulated DRS.\nType the plan's name to go on (${planName}): `, interrupts.signal);
  if (answer !== planName) throw new InputError(`That is not the plan's name (${planName}): nothing was started.`);
}

function displayFor({ json }: RunOptions, { terminal, environment }: CommandContext, clock: SteppedClock, speed: Speed): Display {
  const { stdout } = terminal;
  if (json === true) return jsonDisplay(stdout);
  const paint = wantsColor(stdout, environment) ? terminalPaint() : noPaint;
  if (stdout.isTTY === true && environment['TERM'] !== 'dumb' && !environment['CI']) return liveDisplay({ stream: stdout, paint, clock, speed: speedInWords(speed) });
  return lineDisplay(stdout, paint);
}

async function askApproval(terminal: Terminal, wave: NamedWave, signal: AbortSignal): Promise<ApprovalAnswer> {
  terminal.stderr.write(`\nWave ${wave.WaveNumber} (${wave.WaveName}) awaits approval. The clock stands still while you decide.\n`);
  for (;;) {
    const answer = (await ask(terminal, 'Launch it? (y/n) ', signal)).toLowerCase();
    if (!['y', 'yes', 'n', 'no'].includes(answer)) continue;
    const reason = await ask(terminal, 'Reason (may be empty): ', signal);
    return { decision: answer.startsWith('y') ? 'APPROVE' : 'REJECT', ...(reason === '' ? {} : { reason }) };
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // Some containers have no name for their user.
    return 'local';
  }
}
