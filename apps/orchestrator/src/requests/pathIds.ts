import { groupIdSchema, planIdSchema } from '@drs-orchestration/core';
import * as z from 'zod';
import type { PathId } from './route.js';

/** An execution's id: a UUID; a longer one is never stored, and DynamoDB would refuse it as a failure of its own. */
export const executionId: PathId = { thing: 'execution', schema: z.string().min(1).max(100).meta({ description: 'The ExecutionId' }) };
/** A plan's id. */
export const planId: PathId = { thing: 'plan', schema: planIdSchema };
/** A protection group's id. */
export const groupId: PathId = { thing: 'protection group', schema: groupIdSchema };
