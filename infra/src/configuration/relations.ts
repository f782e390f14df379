import type { Fault } from '@drs-orchestration/core';
import * as z from 'zod';

const text = z.string().catch('');
const texts = z.array(text).catch([]);

/** What of a configuration can be read however wrong the rest is, so that faults of both kinds are named at once. */
const readable = z
  .object({
    Environment: text,
    AccountId: text,
    InstanceRoleArns: texts,
    TargetAccounts: z.array(z.object({ AccountId: text, InstanceRoleArns: texts }).catch({ AccountId: '', InstanceRoleArns: [] })).catch([]),
    Notifications: z.object({ Emails: texts }).catch({ Emails: [] }),
  })
  .catch({ Environment: '', AccountId: '', InstanceRoleArns: [], TargetAccounts: [], Notifications: { Emails: [] } });

/** Each value that is there already, by its position, with the position it was at first. */
function repeated(values: readonly string[]): readonly (readonly [index: number, first: number])[] {
  return values.map((value, index) => [index, values.indexOf(value)] as const).filter(([index, first]) => first !== index && values[index] !== '');
}

/** A role can be passed on only in its own account. */
function strangers(arns: readonly string[], accountId: string, path: string): readonly Fault[] {
  return arns.flatMap((arn, index) => {
    const owner = /^arn:[\w-]+:iam::(\d{12}):/.exec(arn)?.[1];
    const isStranger = owner !== undefined && /^\d{12}$/.test(accountId) && owner !== accountId;
    return isStranger ? [{ path: `${path}[${index}]`, message: `is a role of account ${owner}, which cannot be passed on in ${accountId}: name one there` }] : [];
  });
}

/** What does not hold between values that may be right by themselves. @param environment as the file is called, where there is one */
export function relationFaults(content: unknown, environment?: string): readonly Fault[] {
  const { Environment, AccountId, InstanceRoleArns, TargetAccounts, Notifications } = readable.parse(content);
  const targets = TargetAccounts.map((target) => target.AccountId);
  return [
    ...(environment === undefined || Environment === '' || Environment === environment ? [] : [{ path: 'Environment', message: `must be ${environment}, as the file is called, but is ${Environment}` }]),
    ...strangers(InstanceRoleArns, AccountId, 'InstanceRoleArns'),
    ...targets.flatMap((id, index) => (id !== '' && id === AccountId ? [{ path: `TargetAccounts[${index}].AccountId`, message: 'is the account itself, which needs no role: remove it' }] : [])),
    ...repeated(targets).map(([index, first]) => ({ path: `TargetAccounts[${index}].AccountId`, message: `is there already, as TargetAccounts[${first}]: remove one` })),
    ...TargetAccounts.flatMap((target, index) => strangers(target.InstanceRoleArns, target.AccountId, `TargetAccounts[${index}].InstanceRoleArns`)),
    ...repeated(Notifications.Emails).map(([index, first]) => ({ path: `Notifications.Emails[${index}]`, message: `is there already, as Notifications.Emails[${first}]: remove one` })),
  ];
}
