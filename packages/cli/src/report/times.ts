const two = (value: number): string => String(value).padStart(2, '0');

/** A time as `2026-11-21 00:22:30 UTC`. @param at Unix seconds. */
export function utc(at: number): string {
  const shown = iso(at);
  return shown === undefined ? `${at} s (Unix time)` : `${shown.slice(0, 10)} ${shown.slice(11, 19)} UTC`;
}

/** A time as `2026-11-21T00:22:30Z`; undefined where it is beyond what a date can be. @param at Unix seconds. */
export function iso(at: number): string | undefined {
  const date = new Date(at * 1000);
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 19)}Z`;
}

/** The time of day, `00:22:30`; with its date where that is not the other time's. Unix seconds. */
export function utcBeside(at: number, other: number): string {
  const [full, beside] = [utc(at).replace(' UTC', ''), utc(other)];
  return full.slice(0, 10) === beside.slice(0, 10) ? full.slice(11) : full;
}

/** A time since a start as `+0:22:30`, hours first; `−` where it was before. Seconds. */
export function offset(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  return `${seconds < 0 ? '−' : '+'}${Math.floor(whole / 3600)}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
}

/** A duration of any size, days included: `2 d 03 h`, else as exact as seconds matter. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
  return `${Math.floor(whole / 86_400)} d ${two(Math.floor((whole % 86_400) / 3600))} h`;
}

/** A share of a whole in per cent: `12 %`, below one with a decimal. @param share from 0 to 1. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} %`;
}

const minute = 60;
const hour = 3600;
const day = 86_400;
const steps = [1, 2, 5, 10, 15, 30, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 20 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 30 * day];

/** At most so many round offsets within a duration, 0 first. Seconds. */
export function ticks(seconds: number, most: number): readonly number[] {
  const step = steps.find((candidate) => seconds / candidate <= most) ?? Math.ceil(seconds / most / (30 * day)) * 30 * day;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}

/** A round offset in few characters: `20 min`, `1 h 20`, `2 d`. Seconds. */
export function tickLabel(seconds: number): string {
  if (seconds === 0) return '0';
  if (seconds < minute) return `${seconds} s`;
  if (seconds < hour) return seconds % minute === 0 ? `${seconds / minute} min` : `${Math.floor(seconds / minute)}:${two(seconds % minute)}`;
  if (seconds < day) return seconds % hour === 0 ? `${seconds / hour} h` : `${Math.floor(seconds / hour)} h ${two(Math.floor((seconds % hour) / minute))}`;
  return seconds % day === 0 ? `${seconds / day} d` : `${Math.floor(seconds / day)} d ${Math.floor((seconds % day) / hour)} h`;
}
