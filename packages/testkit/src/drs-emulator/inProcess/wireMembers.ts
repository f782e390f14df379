import { ServiceError } from '@drs-orchestration/core';
import { isObject } from '../operations/input.js';
import type { Input } from '../operations/operation.js';

/** Reads an answer's members, as core's adapters check what they need (P30): a scripted fault may have dropped some. */
export class WireMembers {
  readonly #operation: string;
  readonly #members: Input;

  constructor(operation: string, members: unknown) {
    this.#operation = operation;
    this.#members = isObject(members) ? members : {};
  }

  /** @throws ServiceError SERVER where it is missing. */
  needed(name: string): string {
    return this.text(name) ?? this.#missing(name);
  }

  /** @throws ServiceError SERVER where it is missing. */
  neededFlag(name: string): boolean {
    const value = this.#members[name];
    return typeof value === 'boolean' ? value : this.#missing(name);
  }

  text(name: string): string | undefined {
    const value = this.#members[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** Milliseconds since the epoch. */
  time(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Date.parse(value);
  }

  texts(name: string): Readonly<Record<string, string>> {
    const value = this.#members[name];
    return isObject(value) ? (value as Record<string, string>) : {};
  }

  member(name: string): WireMembers {
    return new WireMembers(this.#operation, this.#members[name]);
  }

  list(name: string): readonly WireMembers[] {
    const value = this.#members[name];
    return Array.isArray(value) ? value.map((item) => new WireMembers(this.#operation, item)) : [];
  }

  /** @throws ServiceError SERVER where it is missing. */
  neededList(name: string): readonly WireMembers[] {
    return Array.isArray(this.#members[name]) ? this.list(name) : this.#missing(name);
  }

  #missing(name: string): never {
    const message = `DRS answered ${this.#operation} with something unexpected (${name} is missing). Look in DRS for what happened.`;
    throw new ServiceError({ service: 'DRS', operation: this.#operation, kind: 'SERVER', message });
  }
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The members that are there: absent ones must not be `undefined` ones. */
export function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
