import { executionRoutes } from './executionRoutes.js';
import { groupRoutes } from './groupRoutes.js';
import { openApiRoute } from './openApi.js';
import { planRoutes } from './planRoutes.js';
import { preflightRoute } from './preflight.js';

/** Every operation of the API. The OpenAPI document is made of this table, and the deployed routes of that document. */
export const routes = [...executionRoutes, ...planRoutes, preflightRoute, ...groupRoutes, openApiRoute] as const;

/** The name of an operation. */
export type OperationId = (typeof routes)[number]['operationId'];
