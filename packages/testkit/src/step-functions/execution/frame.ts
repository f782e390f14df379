import type { JsonObject } from '../jsonValue.js';
import type { ContextSource } from '../paths/contextSource.js';
import type { StateType } from '../states/stateType.js';
import type { ExecutionEnvironment, ExecutionIdentity } from './environment.js';
import type { History } from './history.js';
import { cancelled, type Scope } from './scope.js';

/** The item an iteration of a Map is about. */
export interface MapItem {
  readonly index: number;
  readonly value: unknown;
}

/** The state a frame is in. */
interface CurrentState {
  readonly name: string;
  readonly type: StateType;
  readonly enteredAt: number;
  readonly enteredEvent: number;
  retryCount: number | undefined;
  token: string | undefined;
}

/** What all frames of an execution share. */
export interface FrameShared {
  readonly environment: ExecutionEnvironment;
  readonly identity: ExecutionIdentity;
  readonly history: History;
  /** States entered, and attempts repeated: what AWS bills. */
  transitions: number;
}

/** Where one line of an execution stands: the execution itself, a branch of a Parallel, an iteration of a Map. */
export class Frame implements ContextSource {
  readonly shared: FrameShared;
  readonly scope: Scope;
  readonly item: MapItem | undefined;
  lastEvent: number;
  /** The lines running inside its current state, where that is a Map or a Parallel. */
  inner: readonly Frame[] = [];
  #state: CurrentState | undefined;

  constructor(shared: FrameShared, scope: Scope, lastEvent: number, item?: MapItem) {
    this.shared = shared;
    this.scope = scope;
    this.lastEvent = lastEvent;
    this.item = item;
  }

  /** The state it is in. */
  get state(): CurrentState {
    if (this.#state === undefined) throw new Error('no state has been entered yet');
    return this.#state;
  }

  /** Adds an event that follows this line's last one; a line that was cancelled adds none and ends. */
  record(type: string, details?: Readonly<Record<string, unknown>>): number {
    if (this.scope.isCancelled) throw cancelled;
    this.lastEvent = this.shared.history.add(type, this.lastEvent, details);
    return this.lastEvent;
  }

  /** Enters a state with its raw input. */
  enter(name: string, type: StateType, input: unknown): void {
    this.shared.transitions += 1;
    const enteredEvent = this.record(`${type}StateEntered`, { name, input });
    this.inner = [];
    this.#state = { name, type, enteredAt: this.shared.environment.clock.now(), enteredEvent, retryCount: undefined, token: undefined };
  }

  context(): JsonObject {
    const { identity } = this.shared;
    const context: Record<string, unknown> = {
      Execution: {
        Id: identity.executionArn,
        Input: identity.input,
        StartTime: new Date(identity.startedAt).toISOString(),
        Name: identity.name,
        RoleArn: identity.roleArn,
        RedriveCount: 0,
      },
      StateMachine: { Id: identity.stateMachineArn, Name: identity.stateMachineName },
    };
    if (this.#state !== undefined) context['State'] = stateContext(this.#state);
    if (this.#state?.token !== undefined) context['Task'] = { Token: this.#state.token };
    if (this.item !== undefined) context['Map'] = { Item: { Index: this.item.index, Value: this.item.value } };
    return context;
  }

  uuid(): string {
    return this.shared.environment.uuid();
  }
}

function stateContext(state: CurrentState): JsonObject {
  const context = { Name: state.name, EnteredTime: new Date(state.enteredAt).toISOString() };
  return state.retryCount === undefined ? context : { ...context, RetryCount: state.retryCount };
}
