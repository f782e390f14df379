import * as z from 'zod';
import type { OperationId, routes } from '../src/requests/routes.js';
import type { Served } from '../src/requests/served.js';
import { acceptedCancel, acceptedDecision, acceptedRetry, acceptedStart, executionPage, executionView } from './schemas/executionView.js';
import { groupPage, newGroup, newPlan, planPage, replacingGroup, replacingPlan, storedGroup, storedPlan } from './schemas/plan.js';
import { preflight } from './schemas/preflight.js';
import { acceptedCleanUp, reconcileResult } from './schemas/reconcileResult.js';

/** What an operation answers, besides what every operation may (400, 413, 429, 5xx). */
export interface Operation<Status extends number = number, Answer extends z.ZodType = z.ZodType> {
  readonly status: Status;
  /** What the status says. */
  readonly says: string;
  readonly answer: Answer;
  /** Problems of its own: 404, 409. */
  readonly problems: readonly (404 | 409)[];
  /** What is sent, where the route takes it AS_SENT. */
  readonly body?: z.ZodType;
}

function operation<const Status extends number, Answer extends z.ZodType>(status: Status, says: string, answer: Answer, problems: readonly (404 | 409)[], body?: z.ZodType): Operation<Status, Answer> {
  return { status, says, answer, problems, ...(body === undefined ? {} : { body }) };
}

const nothing = z.undefined();
const gone = 'Deleted';

/** Each operation's answers. */
export const operations = {
  startExecution: operation(202, 'Accepted, or running already with the same parameters', acceptedStart, [404, 409]),
  listExecutions: operation(200, 'A page of executions, newest first', executionPage, []),
  showExecution: operation(200, 'The execution', executionView, [404]),
  cancelExecution: operation(202, 'Accepted', acceptedCancel, [404, 409]),
  approveWave: operation(202, 'Recorded', acceptedDecision, [404, 409]),
  rejectWave: operation(202, 'Recorded', acceptedDecision, [404, 409]),
  retryExecution: operation(202, 'Accepted, or running already', acceptedRetry, [404, 409]),
  reconcileExecution: operation(200, 'What was found', reconcileResult, [404, 409]),
  cleanUpExecution: operation(202, 'Accepted, or under way already', acceptedCleanUp, [404, 409]),
  listPlans: operation(200, 'A page of plans', planPage, []),
  createPlan: operation(201, 'Stored', storedPlan, [409], newPlan),
  showPlan: operation(200, 'The plan', storedPlan, [404]),
  replacePlan: operation(200, 'Stored', storedPlan, [404, 409], replacingPlan),
  deletePlan: operation(204, gone, nothing, [404, 409]),
  preflightPlan: operation(200, 'What was found', preflight, [404]),
  listProtectionGroups: operation(200, 'A page of protection groups', groupPage, []),
  createProtectionGroup: operation(201, 'Stored', storedGroup, [409], newGroup),
  showProtectionGroup: operation(200, 'The protection group', storedGroup, [404]),
  replaceProtectionGroup: operation(200, 'Stored', storedGroup, [404, 409], replacingGroup),
  deleteProtectionGroup: operation(204, gone, nothing, [404, 409]),
  showOpenApi: operation(200, 'The OpenAPI document', z.record(z.string(), z.unknown()).meta({ description: 'OpenAPI 3.1' }), []),
} satisfies Readonly<Record<OperationId, Operation>>;

type ServedBy<Id extends OperationId> = Awaited<ReturnType<Extract<(typeof routes)[number], { readonly operationId: Id }>['serve']>>;

/** A type with all that is readonly in it or not made the same. */
type Plain<T> = T extends string | number | boolean | undefined | null ? T : { readonly [Key in keyof T]: Plain<T[Key]> };
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Describes<Described, Answered> = Described extends Operation<infer Status, infer Answer>
  ? Answered extends Served<infer ServedStatus, infer Body>
    ? Same<[Status, Plain<z.output<Answer>>], [ServedStatus, Plain<Body>]>
    : false
  : false;

/** Those operations whose description differs from what they serve, in status or in any key of the body. */
export type Differing<Described extends Readonly<Record<OperationId, Operation>>> = { readonly [Id in OperationId]: Describes<Described[Id], ServedBy<Id>> extends true ? never : Id }[OperationId];

/** Compiles only while every description is what its operation serves; else the error names those that differ. */
export const describesWhatIsServed: [Differing<typeof operations>] extends [never] ? true : Differing<typeof operations> = true;
