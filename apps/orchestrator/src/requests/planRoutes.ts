import { deletePlan, findPlan, plansPage, storePlan, type PlanEdit, type PlanPage, type PlanSummary, type StoredPlan } from '@drs-orchestration/core';
import * as z from 'zod';
import type { ApiContext } from './apiContext.js';
import { cursor, cursorOf, limit, placeOf, version } from './pages.js';
import { planId } from './pathIds.js';
import { badRequest, Problem } from './problem.js';
import { route, type RoutedRequest } from './route.js';
import { served, type Served } from './served.js';
import { takeReplacement } from './replacement.js';

const page = z.strictObject({ limit, cursor });
const deletion = z.strictObject({ version });

/** The operations on plans. */
export const planRoutes = [
  route({ method: 'GET', path: '/plans', operationId: 'listPlans', summary: 'Lists plans, in no particular order', query: page, serve: list }),
  route({
    method: 'POST',
    path: '/plans',
    operationId: 'createPlan',
    summary: 'Stores a plan that is not there yet, and the protection groups that it carries',
    body: 'AS_SENT',
    serve: create,
  }),
  route({ method: 'GET', path: '/plans/{id}', operationId: 'showPlan', summary: 'Shows a plan', id: planId, serve: show }),
  route({
    method: 'PUT',
    path: '/plans/{id}',
    operationId: 'replacePlan',
    summary: 'Stores a plan in place of the version that was read, and the protection groups that it carries',
    id: planId,
    body: 'AS_SENT',
    serve: replace,
  }),
  route({
    method: 'DELETE',
    path: '/plans/{id}',
    operationId: 'deletePlan',
    summary: 'Deletes a plan of which no execution runs; its protection groups and its executions stay',
    id: planId,
    query: deletion,
    serve: remove,
  }),
] as const;

async function list({ items }: ApiContext, { query }: RoutedRequest<z.output<typeof page>>): Promise<Served<200, PlanPage>> {
  const { found, last } = await plansPage(items, query.limit, placeOf(query.cursor, 'plans', planId.schema));
  return served(200, { Plans: found.map(summaryOf), ...(last === undefined ? {} : { NextCursor: cursorOf('plans', last) }) });
}

function summaryOf({ PlanId, PlanName, Description, Region, Version, ActiveExecutionId, Waves }: StoredPlan): PlanSummary {
  return {
    PlanId, PlanName, Region, Version,
    ...(Description === undefined ? {} : { Description }),
    ...(ActiveExecutionId === undefined ? {} : { ActiveExecutionId }),
    WaveCount: Waves.length,
  };
}

async function show({ items }: ApiContext, { id }: RoutedRequest): Promise<Served<200, StoredPlan>> {
  const plan = await findPlan(items, id);
  if (plan === undefined) throw unknownPlan(id);
  return served(200, plan);
}

async function create(context: ApiContext, { body }: RoutedRequest): Promise<Served<201, StoredPlan>> {
  const plan = planOf(await storePlan(context, { content: body, ownAccountId: context.sourceAccountId }));
  return served(201, plan, { location: `/plans/${plan.PlanId}` });
}

async function replace(context: ApiContext, { id, body }: RoutedRequest): Promise<Served<200, StoredPlan>> {
  const replacement = takeReplacement(body, 'PlanId', id, ['ActiveExecutionId']);
  const edit = await storePlan(context, { content: replacement.content, replaces: replacement.version, ownAccountId: context.sourceAccountId, faults: replacement.faults });
  return served(200, planOf(edit));
}

async function remove(context: ApiContext, { id, query }: RoutedRequest<z.output<typeof deletion>>): Promise<Served<204, undefined>> {
  const deleted = await deletePlan(context, id, query.version);
  switch (deleted.kind) {
    case 'DELETED':
      return served(204, undefined);
    case 'UNKNOWN':
      throw unknownPlan(id);
    case 'OTHER_VERSION':
      throw otherVersion(id, deleted.version);
    case 'RUNNING':
      throw new Problem(409, `Plan ${id} has execution ${deleted.executionId}, which is ${deleted.status}. Wait for it or cancel it, then delete the plan.`, { ExecutionId: deleted.executionId, Status: deleted.status });
  }
}

function planOf(edit: PlanEdit): StoredPlan {
  switch (edit.kind) {
    case 'STORED':
      return edit.plan;
    case 'FAULTY':
      throw badRequest('The plan is not valid.', edit.faults);
    case 'EXISTS':
      throw new Problem(409, `There is a plan ${edit.planId} already, in version ${edit.version}. Replace it, or give this one another PlanId.`, { Version: edit.version });
    case 'UNKNOWN':
      throw unknownPlan(edit.planId);
    case 'OTHER_VERSION':
      throw otherVersion(edit.planId, edit.version);
    case 'GROUP_CONFLICT':
      if (edit.version === undefined) throw new Problem(409, `Protection group ${edit.groupId} is not stored any more. Leave its Version out to store it anew.`);
      throw new Problem(409, `Another protection group ${edit.groupId} is stored, in version ${edit.version}. Leave it out to use that one, or give its Version to replace it.`, { Version: edit.version });
  }
}

function unknownPlan(id: string): Problem {
  return new Problem(404, `There is no plan ${id}.`);
}

function otherVersion(id: string, stored: number): Problem {
  return new Problem(409, `Plan ${id} is stored in version ${stored}: somebody has edited it. Read it again, then repeat your change.`, { Version: stored });
}
