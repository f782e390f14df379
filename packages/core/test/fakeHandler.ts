import { Readable } from 'node:stream';

/** What one attempt meets: an answer, a failure of the network, or silence until it is aborted. */
export type Fate =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly fails: Error }
  | 'SILENCE';

/** A request as the SDK hands it over. */
export interface SentRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An HTTP handler for a client that sends nothing: each attempt meets the next fate, the last one for good. */
export class FakeHandler {
  readonly sent: SentRequest[] = [];
  aborted = 0;
  readonly #fates: Fate[];

  constructor(...fates: Fate[]) {
    this.#fates = fates;
  }

  async handle(request: SentRequest, options: { abortSignal?: AbortSignal } = {}): Promise<{ response: object }> {
    const body = (request as { body: unknown }).body;
    this.sent.push({ ...request, headers: { ...request.headers }, body: body instanceof Uint8Array ? new TextDecoder().decode(body) : (body as string) });
    const fate = this.#fates.length > 1 ? this.#fates.shift() : this.#fates[0];
    if (fate === undefined || fate === 'SILENCE') return this.#silence(options.abortSignal);
    if ('fails' in fate) throw fate.fails;
    const text = typeof fate.body === 'string' ? fate.body : JSON.stringify(fate.body ?? {});
    const headers = { 'content-type': 'application/json', ...fate.headers };
    return { response: { statusCode: fate.status, headers, body: Readable.from([Buffer.from(text)]) } };
  }

  updateHttpClientConfig(): void {
    // Nothing to configure.
  }

  httpHandlerConfigs(): object {
    return {};
  }

  #silence(signal: AbortSignal | undefined): Promise<never> {
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => {
        this.aborted += 1;
        reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
      });
    });
  }
}

/** An error of Node's with a code. */
export function networkError(code: string): Error {
  return Object.assign(new Error(`connect ${code} 192.0.2.1:443`), { code });
}

/** A refusal in the style of a JSON service. */
export function refusal(status: number, type: string, more: Readonly<Record<string, unknown>> = {}): Fate {
  return { status, headers: { 'x-amzn-errortype': type }, body: { __type: type, message: `${type} it is`, ...more } };
}
