import { endOf, type Course } from '../timing/course.js';
import type { ServerFault } from '../world.js';

/**
 * A server's course as its faults spoil it from `now` on (milliseconds since the epoch). Of several the one whose phase
 * comes first strikes; faults of phases that the course lacks, or that are over, do not.
 */
export function spoiltCourse(course: Course, faults: readonly ServerFault[], now: number): Course {
  if (course.fault !== undefined || course.stalledIn !== undefined) return course;
  for (const { phase } of course.ends) {
    const fault = faults.find((candidate) => candidate.Phase === phase);
    if (fault === undefined || endOf(course, phase) <= now) continue;
    if (fault.Fault === 'STALL') return { ...course, stalledIn: phase };
    return { ...course, fault: { phase: fault.Phase, kind: fault.Fault, rawError: fault.RawError ?? `${fault.Phase} failed` } };
  }
  return course;
}

/** A course whose fault, if it did not strike yet, never will. */
export function unspoiltCourse(course: Course, now: number): Course {
  const { fault, ...healthy } = course;
  const ahead = fault !== undefined && course.ends.some((end) => end.phase === fault.phase && end.at > now);
  return ahead ? healthy : course;
}
