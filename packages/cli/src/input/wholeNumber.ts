import { InputError } from './inputError.js';

/** An option's whole number. @throws InputError */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new InputError(`${option} ${text}: give a whole number from ${least} to ${most}.`);
  return value;
}
