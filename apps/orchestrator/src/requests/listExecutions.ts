import { nearestWord, type ExecutionHeader, type ExecutionPage, type ExecutionStatus, type ExecutionSummary } from '@drs-orchestration/core';
import * as z from 'zod';
import type { ApiContext } from './apiContext.js';
import { newestFirst, type IndexedExecution, type Place } from './newestFirst.js';
import { cursor, cursorOf, limit, placeOf } from './pages.js';
import { planId } from './pathIds.js';
import { route, type RoutedRequest } from './route.js';
import { served, type Served } from './served.js';

/**
 * Every status, each before those that may follow it, `reconcile` included: who reads them in this order misses none
 * that moves on meanwhile.
 */
const statusesInOrder = ['PENDING', 'RUNNING', 'POLLING', 'CANCELLING', 'TIMEOUT', 'FAILED', 'PARTIAL', 'COMPLETED', 'CANCELLED'] as const satisfies readonly ExecutionStatus[];

/** Says of each part that is no status which there are: its place is within a text, where `checkShape` finds no value. */
function statusesOf(text: string, context: z.RefinementCtx): readonly string[] {
  const parts = text.split(',');
  for (const [index, part] of parts.entries()) {
    if (statusesInOrder.some((status) => status === part)) continue;
    const meant = nearestWord(part, statusesInOrder);
    const given = part === '' ? 'is empty' : `is ${JSON.stringify(part.slice(0, 60))}, which is no status`;
    context.addIssue({ code: 'custom', path: [index], message: `${given}: give one or more of ${statusesInOrder.join(', ')}, with commas between them${meant === undefined ? '' : `; did you mean ${meant}?`}` });
  }
  return parts;
}

const query = z.strictObject({
  status: z
    .string()
    .transform(statusesOf)
    .pipe(z.array(z.enum(statusesInOrder)))
    .exactOptional()
    .meta({ description: 'Only executions in one of these statuses' }),
  planId: planId.schema.exactOptional().meta({ description: 'Only executions of this plan' }),
  limit,
  cursor,
});

/** Lists executions. */
export const listExecutionsRoute = route({
  method: 'GET',
  path: '/executions',
  operationId: 'listExecutions',
  summary: 'Lists executions, newest first; of one plan, in some statuses, or all',
  query,
  serve: list,
});

const place = z.tuple([z.int(), z.string().min(1).max(100)]);

async function list(context: ApiContext, { query: asked }: RoutedRequest<z.output<typeof query>>): Promise<Served<200, ExecutionPage>> {
  const wanted = statusesInOrder.filter((status) => asked.status === undefined || asked.status.includes(status));
  // A cursor goes on with the list it came from: of the same plan, in the same statuses.
  const name = ['executions', asked.planId ?? '', ...(asked.status === undefined ? [] : wanted)].join(' ');
  const [startTime, executionId] = placeOf(asked.cursor, name, place) ?? [];
  const after = startTime === undefined || executionId === undefined ? undefined : { startTime, executionId };
  const pages = asked.planId === undefined ? wanted.map((status) => inStatus(context, status, asked.limit, after)) : [ofPlan(context, asked.planId, asked.limit, after)];
  // One more than the page has tells whether there is another page.
  const headers = await confirmed(context, newestFirst(pages, after), new Set(wanted), asked.limit + 1);
  const shown = headers.slice(0, asked.limit);
  const last = shown.at(-1);
  return served(200, { Executions: shown.map(summaryOf), ...(headers.length <= asked.limit || last === undefined ? {} : { NextCursor: cursorOf(name, [last.StartTime, last.ExecutionId]) }) });
}

type Pages = ReturnType<ApiContext['items']['query']>;

function inStatus(context: ApiContext, status: ExecutionStatus, entries: number, after: Place | undefined): Pages {
  return context.items.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: status }, ...newest(entries, after) });
}

function ofPlan(context: ApiContext, id: string, entries: number, after: Place | undefined): Pages {
  return context.items.query({ table: 'executions', index: 'PlanIndex', partition: { attribute: 'PlanId', equals: id }, ...newest(entries, after) });
}

/** Room for one more than a page, for the execution of the place itself, and for the next, which ends a second. */
function newest(entries: number, after: Place | undefined): { readonly descending: true; readonly pageSize: number; readonly atMost?: number } {
  return { descending: true, pageSize: entries + 3, ...(after === undefined ? {} : { atMost: after.startTime }) };
}

/** The first headers of candidates that are in a wanted status by their records, which are read consistently. */
async function confirmed(context: ApiContext, candidates: AsyncGenerator<IndexedExecution>, wanted: ReadonlySet<unknown>, count: number): Promise<readonly ExecutionHeader[]> {
  const headers: ExecutionHeader[] = [];
  for (let isOver = false; !isOver && headers.length < count; ) {
    const ids: string[] = [];
    while (!isOver && headers.length + ids.length < count) {
      const next = await candidates.next();
      if (next.done === true) isOver = true;
      else if (wanted.has(next.value.status)) ids.push(next.value.executionId);
    }
    const read = await Promise.all(ids.map((id) => context.executions.findHeader(id)));
    headers.push(...read.flatMap((header) => (header !== undefined && wanted.has(header.Status) ? [header] : [])));
  }
  return headers;
}

function summaryOf(header: ExecutionHeader): ExecutionSummary {
  const { ExecutionId, PlanId, PlanName, PlanVersion, ExecutionType, Status, StartTime, EndTime, InitiatedBy, WaveCount, RetryOf } = header;
  return {
    ExecutionId, PlanId, PlanName, PlanVersion, ExecutionType, Status, StartTime, InitiatedBy, WaveCount,
    ...(EndTime === undefined ? {} : { EndTime }),
    ...(RetryOf === undefined ? {} : { RetryOf }),
  };
}
