import type { ScriptedAnswer } from '../scriptedAnswer.js';
import type { Step } from './way.js';

/** Writes down at once what the function answers to a line's Tasks and which states the line passes through. */
export class LineScript {
  readonly way: Step[] = [];
  readonly answers: Record<string, ScriptedAnswer[]> = {};
  /** Seconds that the line waits. */
  seconds = 0;

  /** Passes through states whose Tasks need no answer of their own. */
  passes(...steps: readonly Step[]): void {
    this.way.push(...steps);
  }

  /** The next answers to a call (`callKey`). */
  answered(call: string, ...answers: readonly ScriptedAnswer[]): void {
    (this.answers[call] ??= []).push(...answers);
  }

  waits(seconds: number): void {
    this.seconds += seconds;
  }
}
