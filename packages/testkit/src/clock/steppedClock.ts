import type { PausingClock } from './pausingClock.js';
import { requireMilliseconds, TimerQueue } from './timerQueue.js';
import { wallPacer, type WallPacer } from './wallPacer.js';

/** How a stepped clock runs. */
export interface SteppedClockOptions {
  /** How many times as fast as the wall; `INSTANT` jumps from timer to timer. */
  readonly speed: number | 'INSTANT';
  /** What it shows at first: milliseconds since the Unix epoch. */
  readonly startAt: number;
  /** Told each time the clock runs, nothing holds it, all reactions have run and nobody sleeps: nothing is left to wait for. */
  readonly onIdle?: () => void;
  /** The wall; another one only in tests. */
  readonly pacer?: WallPacer;
}

/** Thrown by `run` when the work still waits but neither a timer nor work in flight can ever wake it. */
export class NothingLeftToWaitForError extends Error {
  constructor(now: number) {
    super(
      `at ${new Date(now).toISOString()} of the clock nothing is left to wait for, but the work has not ended: ` +
        'it awaits something that neither sleeps on this clock nor runs inside standingStill',
    );
    this.name = 'NothingLeftToWaitForError';
  }
}

/**
 * The longest stretch of wall time, in milliseconds, by which the clock moves in one go. A process that was busy
 * or suspended for longer sees no more than this pass, so a slow machine never makes a deadline pass.
 */
const LONGEST_STEP = 10;

/**
 * The clock of laptops and of the simulation (design section 13). Time runs `speed` times as fast as the wall, or
 * jumps, while nothing holds it. Timers fire one at a time in due order (ties in order of creation), `now()` being
 * exactly the timer's due time; after each, promise reactions and I/O callbacks run before the next is looked at.
 */
export class SteppedClock implements PausingClock {
  readonly #timers = new TimerQueue();
  readonly #speed: number | 'INSTANT';
  readonly #pacer: WallPacer;
  #onIdle: (() => void) | undefined;
  #time: number;
  #running = false;
  #holds = 0;
  /** Servers that keep a client waiting on purpose, each undoing one hold. */
  #passes = 0;
  /** Whether `#time` is moving with the wall; false while it is held, while reactions run, and always when INSTANT. */
  #moving = false;
  #movingSince = 0;
  #callOff: (() => void) | undefined;
  /** What is called off by `#callOff`: a turn that follows reactions must not be replaced by an earlier look. */
  #awaiting: 'REACTIONS' | 'WALL' | undefined;

  constructor(options: SteppedClockOptions) {
    if (options.speed !== 'INSTANT' && !(options.speed > 0 && Number.isFinite(options.speed))) {
      throw new RangeError(`a clock cannot run at speed ${options.speed}: give a number above 0, or INSTANT`);
    }
    this.#speed = options.speed;
    this.#time = options.startAt;
    this.#onIdle = options.onIdle;
    this.#pacer = options.pacer ?? wallPacer;
  }

  /** How many sleep on this clock, for diagnosis. */
  get pendingSleeps(): number {
    return this.#timers.size;
  }

  /** How many hold time at this moment, for diagnosis. */
  get holds(): number {
    return this.#holds;
  }

  now(): number {
    return Math.floor(this.#exactly());
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    requireMilliseconds(milliseconds);
    signal?.throwIfAborted();
    const asleep = this.#timers.sleepUntil(this.now() + Math.ceil(Math.max(0, milliseconds)), signal);
    this.#lookAgain();
    return asleep;
  }

  async standingStill<T>(work: () => Promise<T>): Promise<T> {
    this.#hold();
    try {
      return await work();
    } finally {
      this.#release();
    }
  }

  async letTimePass<T>(work: () => Promise<T>): Promise<T> {
    // A client on another clock (the AWS CLI) holds nothing that could be undone.
    if (this.#holds === 0) return work();
    this.#standStill();
    this.#passes += 1;
    if (this.#running && !this.#held) this.#afterReactions();
    try {
      return await work();
    } finally {
      this.#standStill();
      this.#passes -= 1;
      // The client may have given up meanwhile, and its hold with it: then nothing is held again.
      if (this.#held) this.#forget();
      else if (this.#running) this.#afterReactions();
    }
  }

  /** Lets time run; a clock stands still until it is started. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#afterReactions();
  }

  /** Stops time: no timer fires any more and no handle is left, so the process can exit. Those asleep stay asleep until `start`. */
  stop(): void {
    this.#standStill();
    this.#running = false;
    this.#forget();
  }

  /**
   * Starts the clock, awaits the work, and stops the clock again.
   * @throws NothingLeftToWaitForError when INSTANT and the work can never end.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#onIdle;
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#onIdle = () => {
          before?.();
          if (this.#speed === 'INSTANT') reject(new NothingLeftToWaitForError(this.#time));
        };
        this.start();
        work().then(resolve, reject);
      });
    } finally {
      this.#onIdle = before;
      this.stop();
    }
  }

  #hold(): void {
    this.#standStill();
    this.#holds += 1;
    this.#forget();
  }

  #release(): void {
    this.#standStill();
    this.#holds -= 1;
    if (this.#running && !this.#held) this.#afterReactions();
  }

  /** Whether more work is in flight than servers keep waiting on purpose. */
  get #held(): boolean {
    return this.#holds > this.#passes;
  }

  /** The time with its fractions of a millisecond, which would be lost by many short stretches. */
  #exactly(): number {
    if (!this.#moving || this.#speed === 'INSTANT') return this.#time;
    const elapsed = Math.min(this.#pacer.now() - this.#movingSince, LONGEST_STEP);
    return Math.min(this.#time + elapsed * this.#speed, this.#timers.nextDue ?? Infinity);
  }

  #standStill(): void {
    this.#time = this.#exactly();
    this.#moving = false;
  }

  #forget(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#awaiting = undefined;
  }

  #afterReactions(): void {
    if (this.#awaiting === 'REACTIONS') return;
    this.#forget();
    this.#awaiting = 'REACTIONS';
    this.#callOff = this.#pacer.afterReactions(this.#turn);
  }

  /** Someone new sleeps: when the clock waits for the wall, or for anybody to sleep, it looks at its timers again. */
  #lookAgain(): void {
    if (!this.#running || this.#held || this.#awaiting === 'REACTIONS') return;
    if (this.#speed === 'INSTANT') this.#afterReactions();
    else this.#awaitWall();
  }

  readonly #turn = (): void => {
    this.#callOff = undefined;
    this.#awaiting = undefined;
    if (!this.#running || this.#held) return;
    const due = this.#timers.nextDue;
    if (due === undefined) this.#onIdle?.();
    // The callback may have slept, held or stopped.
    if (!this.#running || this.#held || this.#awaiting !== undefined) return;
    if (this.#speed === 'INSTANT') {
      if (due !== undefined) this.#fire(due);
      return;
    }
    this.#standStill();
    if (due !== undefined && this.#time >= due) {
      this.#fire(due);
      return;
    }
    this.#moving = true;
    this.#movingSince = this.#pacer.now();
    this.#awaitWall();
  };

  #fire(due: number): void {
    this.#time = Math.max(this.#time, due);
    this.#timers.wakeFirst();
    this.#afterReactions();
  }

  #awaitWall(): void {
    this.#forget();
    const due = this.#timers.nextDue;
    const untilDue = due === undefined ? LONGEST_STEP : (due - this.#exactly()) / (this.#speed as number);
    this.#awaiting = 'WALL';
    this.#callOff = this.#pacer.after(Math.min(untilDue, LONGEST_STEP), due !== undefined, this.#turn);
  }
}
