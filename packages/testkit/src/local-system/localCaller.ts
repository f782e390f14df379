import type { ProxyEvent } from '../http-api/proxyEvent.js';

/** The request header by which a local caller says who sends a request; URI-encoded. On AWS, IAM's signature says so. */
export const callerHeader = 'x-drs-orchestration-caller';

/** The ARN under which a person of a local system appears in records. */
export function localUserArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:user/${name}`;
}

/** The event with its sender as the request's header names it; as it was without such a header. */
export function withNamedCaller(event: ProxyEvent): ProxyEvent {
  const named = event.headers[callerHeader];
  if (named === undefined || named === '') return event;
  const { iam } = event.requestContext.authorizer;
  const name = decodeURIComponent(named);
  const authorizer = { iam: { ...iam, userArn: localUserArn(iam.accountId, name), callerId: name, userId: name } };
  return { ...event, requestContext: { ...event.requestContext, authorizer } };
}
