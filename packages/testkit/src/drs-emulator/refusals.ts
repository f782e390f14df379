import { AwsFault } from './awsFault.js';

/** Why DRS does not accept a request, in its model's words. */
export type InvalidReason = 'unknownOperation' | 'cannotParse' | 'fieldValidationFailed' | 'other';

/** A request that DRS does not accept; `fieldList` says which of its members are at fault. */
export function invalid(message: string, reason: InvalidReason = 'other', fieldList?: readonly { readonly name: string; readonly message: string }[]): AwsFault {
  return new AwsFault('ValidationException', 400, message, { reason, ...(fieldList === undefined ? {} : { fieldList }) });
}

/** Something else is at a resource. In the field the message names neither server nor job; `resourceId` may (drs-api.md, Wire). */
export function conflict(message: string, resource?: { readonly id: string; readonly type: string }): AwsFault {
  return new AwsFault('ConflictException', 409, message, resource === undefined ? {} : { resourceId: resource.id, resourceType: resource.type });
}

/** What DRS says of a launch of servers that are in jobs. */
export const busyServers = 'One or more of the Source Servers included in the API call are currently participating in a job.';

/** A quota is used up; codes are those of drs-api.md, Quotas. */
export function quotaExceeded(message: string, quotaCode: string): AwsFault {
  return new AwsFault('ServiceQuotaExceededException', 402, message, { quotaCode, serviceCode: 'drs' });
}

/** DRS has no such resource. */
export function notFound(message: string): AwsFault {
  return new AwsFault('ResourceNotFoundException', 404, message);
}
