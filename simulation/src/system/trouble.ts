import type { Clock } from '@drs-orchestration/core';
import type { Draws } from '@drs-orchestration/testkit';
import { scriptedKill } from '../script/kinds.js';
import type { Kill, Script, Storm, TroubleKind } from '../script/script.js';
import { Strikes } from './strikes.js';

/** How long a slow request, or its answer, may be on its way. Milliseconds. */
const slowest = 30_000;
/** How long a process stands still at the least and at the most: longer than a launch call may take. Milliseconds. */
const standstill = { shortest: 20_000, longest: 240_000 };

/** Counts the inputs and outputs of a run, and says what goes wrong with each. */
export class Trouble {
  /** Inputs and outputs so far, over all functions. */
  steps = 0;
  /** What has struck so far. */
  readonly struck: Strikes = new Strikes();
  readonly #clock: Pick<Clock, 'now'>;
  readonly #draws: Draws;
  readonly #storms: readonly Storm[];
  readonly #kills: ReadonlyMap<number, Kill['side']>;
  readonly #startedAt: number;
  #diesNow = false;
  #standsStillFor = 0;

  constructor(script: Pick<Script, 'storms' | 'kills'>, draws: Draws, clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#draws = draws;
    this.#storms = script.storms;
    this.#kills = new Map(script.kills.map(({ step, side }) => [step, side]));
    this.#startedAt = clock.now();
  }

  /** Whether trouble of a kind strikes now. */
  strikes(kind: TroubleKind): boolean {
    const second = (this.#clock.now() - this.#startedAt) / 1000;
    const struck = this.#storms.some((storm) => storm.kind === kind && second >= storm.fromSecond && second < storm.toSecond && this.#draws.hits(storm.percent));
    if (struck) this.struck.count(kind);
    return struck;
  }

  /** On which side of this input or output the function dies, if it does. */
  killAt(step: number): Kill['side'] | undefined {
    const scripted = this.#kills.get(step);
    if (scripted !== undefined) {
      this.struck.count(scriptedKill);
      return scripted;
    }
    if (!this.strikes('FUNCTION_KILLED')) return undefined;
    return this.#draws.hits(50) ? 'BEFORE' : 'AFTER';
  }

  /** The function whose request is being carried out at this moment dies of it. */
  dieAfterThis(): void {
    this.#diesNow = true;
  }

  /** Whether the function whose request has just been carried out dies of it. */
  takeDeath(): boolean {
    const dies = this.#diesNow;
    this.#diesNow = false;
    return dies;
  }

  /** How long a request takes on its way, in milliseconds. */
  latency(): number {
    if (this.strikes('SLOW')) return Math.ceil(this.#draws.next() * slowest);
    return 1 + Math.floor(this.#draws.next() * 20);
  }

  /** The function whose request is being carried out at this moment stands still after it. */
  freezeAfterThis(milliseconds: number): void {
    this.#standsStillFor = milliseconds;
  }

  /** How long the function whose request has just been carried out stands still: milliseconds, mostly none. */
  takeStandstill(): number {
    const milliseconds = this.#standsStillFor;
    this.#standsStillFor = 0;
    if (milliseconds > 0 || !this.strikes('FROZEN')) return milliseconds;
    return standstill.shortest + Math.ceil(this.#draws.next() * (standstill.longest - standstill.shortest));
  }

  /** How long its answer takes on the way back, in milliseconds; undefined for no time worth a wait. */
  answerLatency(): number | undefined {
    return this.strikes('SLOW') ? Math.ceil(this.#draws.next() * slowest) : undefined;
  }
}
