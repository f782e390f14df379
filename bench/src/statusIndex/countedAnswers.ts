import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What came over the wire. */
export interface Answers {
  count: number;
  /** Of their bodies. */
  bytes: number;
}

/** Counts a client's answers from now on. */
export function countAnswers(client: DynamoDBClient): Answers {
  const answers: Answers = { count: 0, bytes: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { readonly headers: Readonly<Record<string, string>> };
      const length = Number(headers['content-length']);
      if (!Number.isFinite(length)) throw new Error('an answer does not say how long it is, so its bytes cannot be counted');
      answers.count += 1;
      answers.bytes += length;
      return result;
    },
    { step: 'deserialize', name: 'countedAnswers', priority: 'low' },
  );
  return answers;
}
