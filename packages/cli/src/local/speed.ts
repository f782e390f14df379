import { InputError } from '../input/inputError.js';

/** How fast a local run goes where nothing is said: an hour of DRS time takes some 12 s and what the machine needs. */
export const defaultSpeed = 300;
const slowest = 0.1;
const fastest = 10_000;

/** How many times as fast as the wall a local clock runs; INSTANT jumps from event to event. */
export type Speed = number | 'INSTANT';

/** The speed an option names. @throws InputError */
export function parseSpeed(text: string): Speed {
  if (text === 'max') return 'INSTANT';
  const speed = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(speed >= slowest && speed <= fastest)) {
    throw new InputError(`--speed ${text}: give a number from ${slowest} to ${fastest} (how many times as fast as DRS; default ${defaultSpeed}), or max.`);
  }
  return speed;
}

/** A speed in words. */
export function speedInWords(speed: Speed): string {
  return speed === 'INSTANT' ? 'as fast as can be' : `${speed} times as fast`;
}
