import { planOf } from '../script/anotherPlan.js';
import { hasEnded, isOver, statusOfWaves, wasCancelled } from './design.js';
import { boundSeconds, overheadSeconds } from './designBounds.js';
import type { Invariant } from './invariant.js';
import { wavesOf } from './reading.js';

/** Judged while the run goes on (`runs/runScript`), since it is what ends a run that does not end by itself. */
export const withinBounds: Pick<Invariant, 'name' | 'ids'> = { name: 'every execution ends, and is closed, within its bounds', ids: ['P16', 'R4.3'] };

/** Section 3, `BoundTime`: by it people are told that a run is overdue. */
export const boundIsThePlans: Invariant = {
  name: 'a record says by when its run has to have ended, as its plan\'s own bounds make it',
  ids: [],
  atEnd: ({ header }, { script }) => {
    const bound = boundSeconds(planOf(script, header.PlanId), header.ExecutionType);
    const said = header.BoundTime - header.StartTime;
    return said < bound || said > bound + overheadSeconds ? [`its BoundTime is ${said} s after its start; its plan makes it ${bound} s, and ${overheadSeconds} s for what surrounds the waves`] : [];
  },
};

/** P16: every run ends, with the status its waves give it, and is closed. */
export const everyRunEnds: Invariant = {
  name: 'every execution ends with an EndTime, a final status that follows from its waves, its lock released and nothing left open',
  ids: ['P16', 'R5.3', 'R4.3'],
  atEnd: (execution, { system }) => {
    const { header } = execution;
    const waves = wavesOf(execution);
    if (!hasEnded(header.Status)) return [`execution ${header.ExecutionId} is ${header.Status}`];
    const findings: string[] = [];
    if (header.EndTime === undefined || header.EndTime < header.StartTime - 60) findings.push(`EndTime is ${header.EndTime}, StartTime ${header.StartTime}`);
    for (const wave of waves) {
      if (!isOver(wave.WaveStatus)) findings.push(`wave ${wave.WaveNumber} is ${wave.WaveStatus} in an execution that is ${header.Status}`);
      else if (wave.EndTime === undefined) findings.push(`wave ${wave.WaveNumber} is ${wave.WaveStatus} without an EndTime`);
    }
    const expected = wasCancelled(header) ? 'CANCELLED' : statusOfWaves(waves);
    // A machine that failed, or a preparation that was refused, makes it FAILED whatever the waves are.
    if (header.Status !== expected && !(header.Status === 'FAILED' && (header.Machine !== undefined || header.Errors.length > 0))) findings.push(`it is ${header.Status}, but its waves (${waves.map((wave) => wave.WaveStatus).join(', ')}) make it ${expected}`);
    if (header.NextPollTime !== undefined) findings.push('the finder would still find it');
    if (header.Open !== undefined) findings.push(`it is still open: message ${header.NotificationStatus}, lock ${header.Locked}, clean-up ${header.CleanUp?.Status}`);
    if (system.machines.has(header.ExecutionId)) findings.push('its machine still runs');
    return findings;
  },
};

/** Section 9: a run that is over never keeps its plan locked. */
export const lockReleased: Invariant = {
  name: 'the lock of a run that is over is released',
  ids: ['R9.2'],
  atEnd: ({ header }, { system }) => (header.Locked || system.witness.locks.get(header.PlanId) === header.ExecutionId ? [`plan ${header.PlanId} is still locked by ${header.ExecutionId}`] : []),
};

/** Section 9: nobody releases another run's lock. */
export const lockIsKept: Invariant = {
  name: 'a run that has not ended keeps the lock of its plan',
  ids: ['P27', 'R9.2'],
  atHeader: ({ before, after }, _execution, { system }) => {
    if (before === undefined || hasEnded(before.Status) || hasEnded(after.Status)) return [];
    const holder = system.witness.locks.get(after.PlanId);
    return holder === after.ExecutionId ? [] : [`${after.ExecutionId} is ${after.Status}, and the lock of plan ${after.PlanId} is ${holder === undefined ? 'free' : `that of ${holder}`}`];
  },
};

/** Section 9: that DescribeExecution does not know a machine yet is no end of it. */
export const runningMachinesCount: Invariant = {
  name: 'no machine is on record as ended while it runs',
  ids: ['R4.3'],
  atHeader: ({ before, after }, _execution, { system }) => {
    const isNew = after.Machine !== undefined && before?.Machine === undefined;
    return isNew && system.machines.has(after.ExecutionId) ? [`${after.ExecutionId}'s machine runs, and is on record as ${after.Machine?.Status} (${after.Machine?.Cause})`] : [];
  },
};

/** P27, R9.2: what is asked for again is what runs; anything else is refused, naming it. */
export const startsAreAnswered: Invariant = {
  name: 'a start is answered with the run that goes on where it is the same, and refused where it is another',
  ids: ['P27', 'R9.2'],
  atEnd: ({ header }, { restarts }) =>
    restarts
      .filter(({ runningId, statusCode }) => runningId === header.ExecutionId && statusCode < 429)
      .filter(({ runningId, sameType, statusCode, answeredId }) => (sameType ? statusCode !== 202 || answeredId !== runningId : statusCode !== 409 || answeredId !== runningId))
      .map(({ sameType, statusCode, answeredId }) => `while ${header.ExecutionId} ran, ${sameType ? 'the same' : 'another'} start was answered ${statusCode} with ${answeredId}`),
};

/** P27: one run of a plan at a time. */
export const oneRunAPlan: Invariant = {
  name: 'a plan has one unfinished execution at most, and what was accepted exists',
  ids: ['P27', 'R9.2'],
  atHeader: ({ before, after }, _execution, { system }) => {
    if (before !== undefined) return [];
    const other = [...system.witness.executions.values()].find(({ header }) => header.ExecutionId !== after.ExecutionId && header.PlanId === after.PlanId && !hasEnded(header.Status));
    return other === undefined ? [] : [`${after.ExecutionId} begins while ${other.header.ExecutionId} is ${other.header.Status}`];
  },
  atEnd: (execution, { accepted, system }) => [...accepted].filter((id) => !system.witness.executions.has(id)).map((id) => `${id} was accepted, but ${execution.header.ExecutionId} is all there is`),
};
