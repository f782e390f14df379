import { findPlan, preflightOf, type ExecutionType, type Preflight } from '@drs-orchestration/core';
import * as z from 'zod';
import type { ApiContext } from './apiContext.js';
import { planId } from './pathIds.js';
import { Problem } from './problem.js';
import { route, type Route, type RoutedRequest } from './route.js';
import { served, type Served } from './served.js';

const query = z.strictObject({ type: z.enum(['DRILL', 'RECOVERY']).default('DRILL').meta({ description: 'What would be started' }) });

/** Looks whether a plan would run now. */
export const preflightRoute: Route<'preflightPlan', Served<200, Preflight>> = route({
  method: 'GET',
  path: '/plans/{id}/preflight',
  operationId: 'preflightPlan',
  summary: 'Looks whether a plan would run now, and how long it would take; launches and changes nothing',
  id: planId,
  query,
  serve: preflight,
});

async function preflight(context: ApiContext, { id, query: { type } }: RoutedRequest<{ readonly type: ExecutionType }>): Promise<Served<200, Preflight>> {
  const plan = await findPlan(context.items, id);
  if (plan === undefined) throw new Problem(404, `There is no plan ${id}.`);
  return served(200, await preflightOf(context, plan, type));
}
