import type { FaultPhase } from '../world.js';

/** The phases of a launch in their order, and the one of a termination. QUEUE: waiting for a conversion server. */
export type CoursePhase = 'SNAPSHOT' | 'QUEUE' | 'CONVERSION' | 'LAUNCH' | 'LAUNCH_ACTIONS' | 'TERMINATION';

/** How a server's course is spoilt: at the end of a phase it fails, or its job goes on without it. */
export interface CourseFault {
  readonly phase: FaultPhase;
  readonly kind: 'FAIL' | 'NEVER_LAUNCHED';
  readonly rawError: string;
}

/**
 * The way of one server through its job: when each phase ends. With the time of now it tells the server's state.
 * All times are milliseconds since the epoch.
 */
export interface Course {
  readonly ends: readonly { readonly phase: CoursePhase; readonly at: number }[];
  readonly fault?: CourseFault;
  /** The phase that does not end. */
  readonly stalledIn?: CoursePhase;
}

/** A course whose phases follow each other from `startsAt` on; durations in milliseconds. */
export function courseOf(startsAt: number, durations: readonly (readonly [CoursePhase, number])[]): Course {
  let at = startsAt;
  return { ends: durations.map(([phase, duration]) => ({ phase, at: (at += duration) })) };
}

/** When a phase ends; Infinity where it never does or the course has no such phase. */
export function endOf(course: Course, phase: CoursePhase): number {
  const { ends, stalledIn, fault } = course;
  const index = ends.findIndex((end) => end.phase === phase);
  const end = ends[index];
  if (end === undefined) return Infinity;
  if (stalledIn !== undefined && index >= ends.findIndex((other) => other.phase === stalledIn)) return Infinity;
  // What follows the phase it failed in is never reached.
  if (fault !== undefined && index > ends.findIndex((other) => other.phase === fault.phase) && breaksLaunch(fault)) return Infinity;
  return end.at;
}

/** Whether a fault keeps the server from being launched (or terminated), rather than spoiling what comes afterwards. */
export function breaksLaunch(fault: CourseFault): boolean {
  return fault.phase !== 'LAUNCH_ACTIONS' && fault.phase !== 'BOOT';
}

/** Whether it comes to the end of a phase that its fault spoils. */
export function failsIn(course: Course, phase: CoursePhase): boolean {
  return course.fault?.phase === phase;
}

/** When its part in the job is over, whichever way; Infinity where it stalls. */
export function settledAt(course: Course): number {
  const { fault } = course;
  if (fault !== undefined && breaksLaunch(fault)) return endOf(course, fault.phase as CoursePhase);
  return endOf(course, course.ends[0]?.phase === 'TERMINATION' ? 'TERMINATION' : 'LAUNCH');
}

/** When it was launched; Infinity where it never is. */
export function launchedAt(course: Course): number {
  return course.fault !== undefined && breaksLaunch(course.fault) ? Infinity : endOf(course, 'LAUNCH');
}

/** When its recovery instance was gone; Infinity where it never is. */
export function terminatedAt(course: Course): number {
  return course.fault !== undefined && breaksLaunch(course.fault) ? Infinity : endOf(course, 'TERMINATION');
}

/** DRS's launchStatus of the server at a time. A server stays PENDING through snapshot and conversion. */
export function launchStatusAt(course: Course, now: number): 'PENDING' | 'IN_PROGRESS' | 'LAUNCHED' | 'FAILED' | 'TERMINATED' {
  const { fault } = course;
  if (fault?.kind === 'FAIL' && breaksLaunch(fault) && now >= settledAt(course)) return 'FAILED';
  if (now >= terminatedAt(course)) return 'TERMINATED';
  if (now >= launchedAt(course)) return 'LAUNCHED';
  const converted = now >= endOf(course, 'CONVERSION') && !failsIn(course, 'CONVERSION');
  return converted ? 'IN_PROGRESS' : 'PENDING';
}

/** The course moved in time, as a whole. */
export function shifted(course: Course, milliseconds: number): Course {
  return { ...course, ends: course.ends.map(({ phase, at }) => ({ phase, at: at + milliseconds })) };
}

/** The course with a phase's end brought to `now`, if it lies ahead: earlier phases have ended by then, later ones keep their length. */
export function broughtForward(course: Course, phase: CoursePhase, now: number): Course {
  const index = course.ends.findIndex((end) => end.phase === phase);
  const end = course.ends[index];
  if (end === undefined || end.at <= now) return course;
  const delta = end.at - now;
  return { ...course, ends: course.ends.map(({ phase: other, at }, position) => ({ phase: other, at: position <= index ? Math.min(at, now) : at - delta })) };
}

/** The course going on at `now` after it stalled: what is overdue ends now, later phases keep their length. */
export function resumed(course: Course, now: number): Course {
  const { stalledIn, ...rest } = course;
  const end = course.ends.find(({ phase }) => phase === stalledIn);
  if (end === undefined || end.at >= now) return rest;
  const from = course.ends.indexOf(end);
  return { ...rest, ends: course.ends.map((other, position) => (position < from ? other : { phase: other.phase, at: other.at + now - end.at })) };
}
