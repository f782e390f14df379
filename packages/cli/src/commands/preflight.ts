import type { ExecutionType, Preflight, PreflightCheck, RunEstimate } from '@drs-orchestration/core';
import { ApiProblem } from '../api/apiProblem.js';
import type { CommandContext } from '../commandContext.js';
import { writeAnswer } from '../display/answer.js';
import { paintFor } from '../display/displayFor.js';
import { clockTime, duration } from '../display/durations.js';
import { counted } from '../display/listing.js';
import type { Paint, Tone } from '../display/paint.js';
import { printable } from '../display/printable.js';
import { table } from '../display/table.js';
import { notReady } from '../exitStatus.js';
import { InputError } from '../input/inputError.js';
import { readPlan } from '../input/planInput.js';
import { planReference } from '../input/planReference.js';
import { planDifferences, storedSide } from '../plans/storedSide.js';
import { openTarget } from '../target/openTarget.js';
import type { Target } from '../target/target.js';
import { widthOf } from '../terminal.js';
import type { PreflightOptions } from './answerOptions.js';

/** `preflight PLAN`: whether a plan would run now, and how long it would take; the exit status says whether. */
export async function preflight(plan: string, options: PreflightOptions, context: CommandContext): Promise<number> {
  const type: ExecutionType = options.recovery === true ? 'RECOVERY' : 'DRILL';
  const found = await checked(plan, type, options, context);
  const { stdout } = context.terminal;
  writeAnswer(context.terminal, options.json === true, found, () => preflightLines(printable(found), paintFor(stdout, context.environment), widthOf(stdout)));
  return found.Ready ? 0 : notReady;
}

async function checked(plan: string, type: ExecutionType, options: PreflightOptions, context: CommandContext): Promise<Preflight> {
  if (options.local === true) {
    const { preflightHere } = await import('./preflightHere.js');
    const here = await preflightHere(plan, type, options, context);
    if (here !== undefined) return here;
  }
  if (options.scenario !== undefined) throw new InputError(options.local === true ? '--scenario: the local system that runs has a world of its own.' : '--scenario is for this machine: add --local.');
  const target = await openTarget(options, context);
  try {
    return await target.api.preflight(await storedId(plan, target), type);
  } finally {
    await target.close();
  }
}

/** The id of a stored plan; a file must be stored as it is, since only what is stored is checked. */
async function storedId(plan: string, { api, flags }: Target): Promise<string> {
  const { file, planId } = planReference(plan);
  if (file === undefined) return planId;
  const valid = readPlan(file, { groups: 'UNKNOWN' });
  const stored = await storedSide(api, valid);
  const id = valid.plan.PlanId;
  if (stored.plan === undefined) throw new ApiProblem(404, `${id} is not stored there yet. Store it first: drsctl plan put ${file}${flags}`);
  const count = planDifferences(stored, valid).length;
  if (count > 0) throw new ApiProblem(409, `${file} differs from version ${stored.plan.Version} of ${id} (${counted(count, 'difference')}), and what is stored is what would run. Store it (drsctl plan put ${file}${flags}), or check what is stored: drsctl preflight ${id}${flags}`);
  return id;
}

const marks: Readonly<Record<PreflightCheck['State'], readonly [string, Tone]>> = { PASSED: ['✔', 'good'], WARNING: ['!', 'doubtful'], FAILED: ['✘', 'bad'], UNKNOWN: ['?', 'doubtful'] };
/** How many findings of a check are shown. */
const shownFindings = 10;

/** A preflight for people: each check with its mark, the estimate with its critical path, and the verdict. */
export function preflightLines(found: Preflight, paint: Paint, width?: number): readonly string[] {
  const { PlanName, PlanId, PlanVersion, ExecutionType: type } = found;
  const what = type === 'DRILL' ? 'drill' : 'recovery';
  return [
    `Preflight of a ${what} of ${PlanName} (${PlanId}, version ${PlanVersion})`,
    ...found.Checks.flatMap((check) => checkLines(check, paint)),
    ...(found.Estimate === undefined ? [] : ['', ...estimateLines(found.Estimate, paint, width)]),
    '',
    conclusion(found, what, paint),
  ];
}

/** What is only doubtful does not keep a run from starting, but nobody should read that all is well. */
function conclusion({ Ready, Checks }: Preflight, what: string, paint: Paint): string {
  if (!Ready) return `${paint('bad', '✘')} Not ready: see to what is marked ✘ or ? above, then run this again.`;
  const warnings = Checks.filter(({ State }) => State === 'WARNING').length;
  if (warnings > 0) return `${paint('doubtful', '!')} Ready, with ${counted(warnings, 'warning')}: the ${what} would start now, but what is marked ! above may delay or degrade it.`;
  return `${paint('good', '✔')} Ready: the ${what} would run now.`;
}

function checkLines({ State, Message, Findings, FindingsLeftOut = 0 }: PreflightCheck, paint: Paint): readonly string[] {
  const [mark, tone] = marks[State];
  const shown = Findings.slice(0, shownFindings).map((finding) => `      ${finding.WaveNumber === undefined ? '' : `wave ${finding.WaveNumber}: `}${finding.Message}`);
  const more = Findings.length - shown.length + FindingsLeftOut;
  return [`  ${paint(tone, mark)} ${Message}`, ...shown, ...(more === 0 ? [] : [`      … and ${more} more (--json has ${FindingsLeftOut === 0 ? 'them all' : `the first ${Findings.length}`})`])];
}

function estimateLines({ TotalSeconds, CriticalPath, Waves }: RunEstimate, paint: Paint, width: number | undefined): readonly string[] {
  const names = new Map(Waves.map((wave) => [wave.WaveNumber, wave.WaveName]));
  return [
    `Expected to take ${duration(TotalSeconds)}, approvals not counted. Critical path: ${CriticalPath.map((number) => `${number} ${names.get(number) ?? ''}`.trim()).join(' → ')}`,
    ...table(
      Waves,
      [
        { title: '', text: (wave) => (wave.OnCriticalPath ? '*' : '') },
        { title: 'WAVE', text: (wave) => `${wave.WaveNumber} ${wave.WaveName}`, least: 10, paint: (text, wave) => (wave.OnCriticalPath ? text : paint('quiet', text)) },
        { title: 'SERVERS', text: (wave) => String(wave.ServerCount) },
        { title: 'STARTS', text: (wave) => clockTime(wave.StartsAfterSeconds) },
        { title: 'LAUNCH', text: (wave) => duration(wave.LaunchSeconds) },
        { title: 'WAIT', text: (wave) => (wave.WaitSeconds === 0 ? '' : duration(wave.WaitSeconds)), leftOut: 2 },
        { title: 'SHARE', text: (wave) => (wave.OnCriticalPath ? `${Math.round(wave.ShareOfTotal * 100)} %` : '') },
        { title: 'JOBS', text: (wave) => `${wave.Jobs} (${wave.JobsAtOnce} at once)`, leftOut: 3 },
        { title: 'FROM', text: (wave) => (wave.Basis === 'HISTORY' ? 'earlier runs' : "DRS's times"), leftOut: 4 },
      ],
      width,
    ).map((line) => `  ${line}`),
  ];
}
