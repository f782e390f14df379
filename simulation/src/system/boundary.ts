import { ServiceError } from '@drs-orchestration/core';
import type { TroubleKind } from '../script/script.js';
import { never, type Container } from './container.js';
import type { Trouble } from './trouble.js';

/** What may go wrong with an input or output besides its function's death. */
export interface Crossing<T> {
  /** e.g. `DynamoDB`. */
  readonly service: string;
  readonly operation: string;
  /** Refused before anything happened. */
  readonly refused?: TroubleKind;
  /** Done, but the answer is lost. */
  readonly lost?: TroubleKind;
  /** What the caller sees instead of a lost answer; undefined, or absent: a ServiceError. */
  readonly insteadOfLost?: () => T | undefined;
  readonly perform: () => Promise<T>;
}

/** Between a function's process and everything else: each input or output takes its time, may fail, may be followed by a standstill, or may be the process's last. */
export class Boundary {
  readonly #container: Container;
  readonly #trouble: Trouble;
  readonly #sleep: (milliseconds: number) => Promise<void>;
  /** How many inputs and outputs are under way. */
  #underWay = 0;

  constructor(container: Container, trouble: Trouble, sleep: (milliseconds: number) => Promise<void>) {
    this.#container = container;
    this.#trouble = trouble;
    this.#sleep = sleep;
  }

  /** Carries out one input or output. @throws ServiceError where it is refused, or its answer lost. */
  async cross<T>(crossing: Crossing<T>): Promise<T> {
    if (this.#container.isDead) return never();
    this.#underWay += 1;
    try {
      return await this.#crossed(crossing);
    } finally {
      this.#underWay -= 1;
    }
  }

  async #crossed<T>({ service, operation, refused, lost, insteadOfLost, perform }: Crossing<T>): Promise<T> {
    const container = this.#container;
    this.#trouble.steps += 1;
    const step = this.#trouble.steps;
    const dies = this.#trouble.killAt(step);
    await this.#sleep(this.#trouble.latency());
    if (container.isDead) return never();
    if (dies === 'BEFORE') return this.#die(step, `before ${service} ${operation}`);
    if (refused !== undefined && this.#trouble.strikes(refused)) throw failed(service, operation, 'THROTTLED', 'refused');
    let answer: T;
    try {
      answer = await perform();
    } catch (error) {
      if (this.#trouble.takeDeath()) return this.#die(step, `after ${service} ${operation}`);
      await container.thawed();
      throw error;
    }
    if (this.#trouble.takeDeath()) return this.#die(step, `after ${service} ${operation}`);
    const standstill = this.#trouble.takeStandstill();
    // Another request of it that is only on its way would leave, as if the process ran on.
    if (standstill > 0 && this.#underWay === 1) container.freeze(standstill);
    const back = this.#trouble.answerLatency();
    if (back !== undefined) await this.#sleep(back);
    if (container.isDead) return never();
    if (dies === 'AFTER') return this.#die(step, `after ${service} ${operation}`);
    if (container.isFrozen) await container.thawed();
    if (lost === undefined || !this.#trouble.strikes(lost)) return answer;
    const instead = insteadOfLost?.();
    if (instead !== undefined) return instead;
    throw failed(service, operation, 'NETWORK', 'its answer was lost');
  }

  #die<T>(step: number, where: string): Promise<T> {
    this.#container.kill(`${this.#container.functionName} was killed ${where} (step ${step})`);
    return never();
  }
}

function failed(service: string, operation: string, kind: 'THROTTLED' | 'NETWORK', how: string): ServiceError {
  return new ServiceError({ service, operation, kind, message: `${service} ${operation} failed: ${how}` });
}
