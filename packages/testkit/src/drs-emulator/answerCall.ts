import { AwsFault } from './awsFault.js';
import type { DrsEmulator } from './drsEmulator.js';
import { droppedFields } from './faults/droppedFields.js';
import { scriptedRefusal } from './faults/scriptedRefusal.js';
import { assertInput } from './model/assertInput.js';
import { drsOperations } from './model/drsOperations.js';
import type { Caller, Input } from './operations/operation.js';
import { operations } from './operations/operations.js';
import type { ServiceId } from './world.js';

/** A call of an operation of an emulated service. */
export interface ServiceCall extends Caller {
  /** As the request is signed for. */
  readonly service: string;
  readonly operation: string;
  /** Its members, or why they could not be read. */
  readonly input: Input | AwsFault;
}

/** What a caller gets: an answer, a refusal, a cut connection, or nothing at all for as long as it waits. */
export type Reply =
  | { readonly kind: 'ANSWER'; readonly status: number; readonly answer: object }
  | { readonly kind: 'REFUSAL'; readonly fault: AwsFault }
  | { readonly kind: 'CUT' }
  | { readonly kind: 'SILENCE' };

const isService = (service: string): service is ServiceId => Object.hasOwn(operations, service);

function expired(service: ServiceId): AwsFault {
  if (service === 'ec2') return new AwsFault('RequestExpired', 400, 'Request has expired.');
  return new AwsFault(service === 'drs' ? 'ExpiredTokenException' : 'ExpiredToken', 403, 'The security token included in the request is expired');
}

function unknownOperation(service: ServiceId, operation: string): AwsFault {
  const known = service === 'drs' && Object.hasOwn(drsOperations, operation);
  const name = known ? `DRS's operation ${operation}` : `the operation ${service}.${operation.slice(0, 100)}`;
  return new AwsFault('UnknownOperationException', 400, `The emulator does not have ${name}. It has ${[...operations[service].keys()].join(', ')}.`);
}

const declares = (operation: string, error: string): boolean => drsOperations[operation]?.errors.includes(error) === true;

function perform(emulator: DrsEmulator, service: ServiceId, call: ServiceCall): object {
  const session = emulator.sessions.get(call.accessKey);
  if (session !== undefined && emulator.clock.now() >= session.expiresAt) throw expired(service);
  const operation = operations[service].get(call.operation);
  if (operation === undefined) throw unknownOperation(service, call.operation);
  if (call.input instanceof AwsFault) throw call.input;
  if (service === 'drs') assertInput(call.operation, call.input);
  // STS and SNS are the system's own; servers and instances belong to an account and a Region.
  if (service === 'sts' || service === 'sns') return operation(emulator, call.input, call);
  const seen = emulator.seenFrom(session?.account ?? emulator.account, call.region);
  if (service === 'drs' && seen.world.Initialized === false && declares(call.operation, 'UninitializedAccountException')) throw new AwsFault('UninitializedAccountException', 400, 'Account not initialized');
  return operation(seen, call.input, call);
}

function reply(emulator: DrsEmulator, service: ServiceId, call: ServiceCall): { readonly reply: Reply; readonly struckBy?: string } {
  const fault = emulator.faults.next(service, call.operation);
  if (fault?.Fault === 'CUT_CONNECTION') return { reply: { kind: 'CUT' }, struckBy: fault.Fault };
  if (fault?.Fault === 'TIMEOUT') return { reply: { kind: 'SILENCE' }, struckBy: fault.Fault };
  const struckBy = fault === undefined ? {} : { struckBy: fault.Fault };
  try {
    const refusal = fault === undefined ? undefined : scriptedRefusal(fault.Fault, service);
    if (refusal !== undefined) throw refusal;
    const answer = perform(emulator, service, call);
    if (fault?.Fault === 'LOSE_ANSWER') return { reply: { kind: 'CUT' }, ...struckBy };
    const said = fault?.Fault === 'DROP_FIELDS' ? (droppedFields(answer, fault.Fields) as object) : answer;
    return { reply: { kind: 'ANSWER', status: service === 'drs' ? (drsOperations[call.operation]?.status ?? 200) : 200, answer: said }, ...struckBy };
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return { reply: fault?.Fault === 'LOSE_ANSWER' ? { kind: 'CUT' } : { kind: 'REFUSAL', fault: error }, ...struckBy };
  }
}

/** What an emulator replies to a call now, its scripted faults applied; the call is noted in `emulator.calls`. */
export function answerCall(emulator: DrsEmulator, call: ServiceCall): Reply {
  const { service, operation, accessKey, input } = call;
  const { reply: said, struckBy }: ReturnType<typeof reply> = isService(service)
    ? reply(emulator, service, call)
    : { reply: { kind: 'REFUSAL', fault: new AwsFault('UnknownOperationException', 400, `The emulator does not have the service ${service}, asked for ${operation}.`) } };
  const status = said.kind === 'ANSWER' ? said.status : said.kind === 'REFUSAL' ? said.fault.status : said.kind;
  emulator.calls.push({ at: emulator.clock.now(), service, operation, accessKey, request: input instanceof AwsFault ? input.message : input, outcome: struckBy ?? String(status) });
  return said;
}
