import * as z from 'zod';

const fault = z
  .strictObject({
    path: z.string().meta({ description: 'The place in the body or the name of the query parameter, e.g. Waves[2].Dependencies[0]; empty for the whole' }),
    message: z.string().meta({ description: 'What is wrong and what would be right' }),
    line: z.int().min(1).exactOptional(),
  })
  .meta({ id: 'Fault' });

/** Every error of the API. */
export const problemDetails = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'What happened, to what, and what to do next' }),
    faults: z.array(fault).exactOptional().meta({ description: 'Everything that is wrong with the request' }),
    ExecutionId: z.string().exactOptional().meta({ description: 'The execution in the way, or that is meant' }),
    Status: z.string().exactOptional(),
    Version: z.int().min(0).exactOptional().meta({ description: 'The version that is stored, where another one was given' }),
  })
  .meta({ id: 'ProblemDetails', description: 'An error (RFC 9457)' });

/** What API Gateway itself says where it does not pass a request on. */
export const gatewayMessage = z.object({ message: z.string() }).catchall(z.unknown()).meta({ id: 'GatewayMessage', description: 'What API Gateway itself answers: a signature that is wrong or allows too little, its own throttling, a function that did not answer' });
