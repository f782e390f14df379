import { Executions, findGroups, findPlan, headerItem, isFinal, unixSeconds, type Clock, type ExecutionHeader, type ExecutionType, type ItemStore, type ProtectionGroup, type ValidPlan } from '@drs-orchestration/core';
import { SteppedClock, systemTime, wallPacer, type Scenario } from '@drs-orchestration/testkit';
import { ApiProblem } from '../api/apiProblem.js';
import type { ApiClient, ApprovalAnswer } from '../api/apiClient.js';
import type { CommandContext } from '../commandContext.js';
import { displayFor } from '../display/displayFor.js';
import { printable } from '../display/printable.js';
import { warningLine } from '../display/warningLine.js';
import { exitStatusOf } from '../exitStatus.js';
import type { NamedWave } from '../follow/events.js';
import { planReference } from '../input/planReference.js';
import { readRunInput } from '../input/runInput.js';
import { readScenario } from '../input/scenarioInput.js';
import { callerName } from '../local/callerName.js';
import { settleUndecided } from '../local/abandonedRuns.js';
import { hasRecords } from '../local/dataFolder.js';
import { openLocalRecords, type LocalRecords } from '../local/localRecords.js';
import { runLocally } from '../local/runLocally.js';
import { defaultSpeed, parseSpeed, speedInWords } from '../local/speed.js';
import { dataFolderOf } from '../target/localOptions.js';
import { ask, canAsk, type Terminal } from '../terminal.js';
import { confirmByName } from './confirm.js';
import type { RunOptions, RunRequest } from './runOptions.js';

/** How often a live display is drawn, in milliseconds by the wall. */
const drawnEvery = 100;
/** The same where the clock jumps, in milliseconds of the clock. */
const drawnEveryInstant = 60_000;

/** What is run here: a plan in its world. */
interface LocalInput {
  readonly plan: ValidPlan;
  readonly scenario: Scenario;
  readonly executionType: ExecutionType;
  /** What messages call the plan: its file, or its id. */
  readonly name: string;
}

/**
 * Runs a plan, or what is left of an execution, in this process, against an emulated DRS.
 * @throws InputError before anything is written or started, where something the user gave is wrong.
 */
export async function runHere(request: RunRequest, options: RunOptions, context: CommandContext): Promise<number> {
  const { terminal, environment, interrupts } = context;
  const wallStart = wallPacer.now();
  const speed = options.speed === undefined ? defaultSpeed : parseSpeed(options.speed);
  const fromFile = request.command === 'retry' ? undefined : fileInput(request.plan, request.executionType, options);
  if (fromFile !== undefined) await preparedToRun(fromFile, options, context);
  const folder = dataFolderOf(options);
  if (fromFile === undefined && (options.ephemeral === true || !hasRecords(folder))) throw nothingStored(request);

  const deployables = await context.deployables();
  const clock = new SteppedClock({ speed, startAt: fullMinute(systemTime()) });
  const note = (sentence: string): void => void terminal.stderr.write(`${sentence}\n`);
  const records = await openLocalRecords({ clock, environment, note, ...(options.ephemeral === true ? {} : { dataFolder: folder }) });
  const input = fromFile ?? (await storedInput(request, records, options, context, clock));
  const display = displayFor({ json: options.json === true, now: () => Math.floor(clock.now() / 1000), speed: speedInWords(speed), footer: 'Ctrl-C cancels the run' }, context);
  const asks = canAsk(terminal) && options.json !== true;
  let accepted: string | undefined;
  interrupts.onSecond = () => {
    display.leave();
    terminal.stderr.write(accepted === undefined ? 'Left at once: nothing was started.\n' : `Left at once: execution ${accepted} is unfinished. Its emulated instances are gone with this process; the next local run closes its record.\n`);
  };
  const view = await runLocally({
    plan: input.plan,
    scenario: input.scenario,
    deployables,
    clock,
    speed,
    records,
    display,
    start: (api) => started(api, request, input),
    command: request.command,
    approvers: { scripted: input.scenario.Approvals, ...(asks ? { ask: (wave, signal) => display.aside(() => askApproval(terminal, wave, signal)) } : {}) },
    cancel: interrupts.signal,
    caller: callerName(),
    redrawEvery: speed === 'INSTANT' ? drawnEveryInstant : drawnEvery * speed,
    wall: () => wallPacer.now() - wallStart,
    onAccepted: (executionId) => (accepted = executionId),
  });
  return exitStatusOf(view.Status);
}

async function started(api: ApiClient, request: RunRequest, { plan, executionType }: LocalInput): Promise<string> {
  return request.command === 'retry' ? (await api.retry(request.executionId)).ExecutionId : api.start(plan.plan.PlanId, executionType);
}

/** Undefined where the argument is a PlanId. */
function fileInput(plan: string, executionType: ExecutionType, options: RunOptions): LocalInput | undefined {
  const { file } = planReference(plan);
  // Without records an id cannot be one, so it is a file that is not there.
  if (file === undefined && hasRecords(dataFolderOf(options)) && options.ephemeral !== true) return undefined;
  return { ...readRunInput(file ?? plan, options.scenario), executionType, name: file ?? plan };
}

/** What a stored plan or an earlier execution says, from this folder's records; gives them back where it is not there. */
async function storedInput(request: RunRequest, records: LocalRecords, options: RunOptions, context: CommandContext, clock: Clock): Promise<LocalInput> {
  try {
    const { items } = records.database;
    const { planId, executionType } = request.command === 'retry' ? await earlier(items, request.executionId, clock) : { planId: request.plan, executionType: request.executionType };
    const stored = await findPlan(items, planId);
    if (stored === undefined) throw new ApiProblem(404, `There is no plan ${planId} in the local records, and no file of that name.`);
    const { Version: _version, ActiveExecutionId: _active, ...plan } = stored;
    const groups = (await findGroups(items, plan.Waves.flatMap((wave) => wave.ProtectionGroupId ?? []))).map(withoutVersion);
    const valid: ValidPlan = { plan, groups, warnings: [] };
    const input = { plan: valid, scenario: readScenario(options.scenario, valid), executionType, name: planId };
    await preparedToRun(input, options, context);
    return input;
  } catch (error) {
    await records.database.close();
    records.release();
    throw error;
  }
}

function withoutVersion(group: ProtectionGroup & { readonly Version?: number }): ProtectionGroup {
  const { Version: _version, ...content } = group;
  return content;
}

async function earlier(items: ItemStore, executionId: string, clock: Clock): Promise<{ readonly planId: string; readonly executionType: ExecutionType }> {
  const header = (await items.get('executions', { ExecutionId: executionId, Item: headerItem })) as unknown as ExecutionHeader | undefined;
  if (header === undefined) throw new ApiProblem(404, `There is no execution ${executionId} in the local records.`);
  // Its world ended with the process that ran it: nobody else holds this folder now.
  if (isFinal(header.Status)) await settleUndecided(new Executions(items, clock), executionId, Math.max(unixSeconds(clock), header.EndTime ?? 0));
  return { planId: header.PlanId, executionType: header.ExecutionType };
}

function nothingStored(request: RunRequest): Error {
  if (request.command === 'retry') return new ApiProblem(404, `There is no execution ${request.executionId}: there are no local records here. Name their folder by --data-dir.`);
  return new ApiProblem(404, `There is no plan ${request.plan}: there are no local records here, and no file of that name.`);
}

async function preparedToRun({ plan, executionType, name }: LocalInput, options: RunOptions, context: CommandContext): Promise<void> {
  if (executionType === 'RECOVERY' && options.yes !== true) {
    await confirmByName({ warning: 'A recovery launches servers for real, here against an emulated DRS.', action: 'started', of: "plan's name", name: plan.plan.PlanName }, context);
  }
  for (const warning of plan.warnings) context.terminal.stderr.write(warningLine(warning, name));
}

/** Schedules fire at full minutes: a run that begins at one takes the same time whenever it is started. */
function fullMinute(milliseconds: number): number {
  return milliseconds - (milliseconds % 60_000);
}

async function askApproval(terminal: Terminal, wave: NamedWave, signal: AbortSignal): Promise<ApprovalAnswer> {
  terminal.stderr.write(`\nWave ${wave.WaveNumber} (${printable(wave.WaveName)}) awaits approval. The clock stands still while you decide.\n`);
  for (;;) {
    const answer = (await ask(terminal, 'Launch it? (y/n) ', signal)).toLowerCase();
    if (!['y', 'yes', 'n', 'no'].includes(answer)) continue;
    const reason = await ask(terminal, 'Reason (may be empty): ', signal);
    return { decision: answer.startsWith('y') ? 'APPROVE' : 'REJECT', ...(reason === '' ? {} : { reason }) };
  }
}
