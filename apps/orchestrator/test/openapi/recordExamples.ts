import type { Examples } from '../../openapi/document.js';
import { requests, RunningApi } from './exercise.js';

/** The first request of each operation and status that succeeds, and what the running API answers it. */
export async function recordExamples(): Promise<Examples> {
  const examples: Record<string, Record<string, { readonly request?: unknown; readonly answer?: unknown }>> = {};
  const api = await RunningApi.start();
  try {
    for (const request of requests) {
      const { operation, status, body } = request;
      const known = (examples[operation] ??= {});
      // The document is no example of itself.
      if (status >= 300 || known[status] !== undefined || operation === 'showOpenApi') continue;
      const heard = await api.send(request);
      known[status] = { ...(body === undefined ? {} : { request: body }), ...(heard.text === '' ? {} : { answer: JSON.parse(heard.text) as unknown }) };
    }
    return Object.fromEntries(Object.entries(examples).filter(([, known]) => Object.keys(known).length > 0));
  } finally {
    await api.close();
  }
}
