import document from '../../openapi/openapi.json' with { type: 'json' };
import { route } from './route.js';
import { served } from './served.js';

/** Shows the description of this API. */
export const openApiRoute = route({
  method: 'GET',
  path: '/openapi.json',
  operationId: 'showOpenApi',
  summary: 'Shows this document',
  serve: async () => served<200, Record<string, unknown>>(200, document),
});
