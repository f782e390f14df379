/** Conditions of a statement, as IAM writes them: operator, key, values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Something that is allowed. */
export interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions;
}

/** Who may assume a role, and when. */
export interface Trust {
  readonly Principal: Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Conditions;
}

/** A policy document that allows the statements. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) });
}

/** A trust policy. */
export function trustDocument(trust: Trust): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }] });
}

/** The trust policy of a role that an AWS service assumes, e.g. `lambda.amazonaws.com`. */
export function serviceTrust(service: string, condition?: Conditions): string {
  return trustDocument({ Principal: { Service: service }, ...(condition === undefined ? {} : { Condition: condition }) });
}
