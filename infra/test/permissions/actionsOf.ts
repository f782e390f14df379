import type { IssuedCalls } from './issuedCalls.js';

/** What IAM calls an operation where it is not `<service>:<operation>`. */
const otherNames: Readonly<Record<string, string>> = { 'lambda:Invoke': 'lambda:InvokeFunction' };
const services: Readonly<Record<string, string>> = {
  '@aws-sdk/client-drs': 'drs',
  '@aws-sdk/client-ec2': 'ec2',
  '@aws-sdk/client-lambda': 'lambda',
  '@aws-sdk/client-sfn': 'states',
  '@aws-sdk/client-sns': 'sns',
  '@aws-sdk/credential-providers': 'sts',
};
/** What uses of the item store need; IAM has no action for a transaction, only for what is in it. */
const tableActions: Readonly<Record<string, string>> = {
  get: 'dynamodb:GetItem',
  query: 'dynamodb:Query',
  scan: 'dynamodb:Scan',
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
  delete: 'dynamodb:DeleteItem',
  check: 'dynamodb:ConditionCheckItem',
};
/** The commands the item store is made of; which of its writes a function makes, `tableUses` tells. */
const itemStoreCommands = ['GetCommand', 'QueryCommand', 'ScanCommand', 'PutCommand', 'UpdateCommand', 'DeleteCommand', 'TransactWriteCommand'].map((name) => `@aws-sdk/lib-dynamodb/${name}`);

/**
 * The IAM actions that calls need; DynamoDB's with the table or index, `dynamodb:Query executions/StatusIndex`.
 * @throws Error on a command that is not known here: say what IAM calls it.
 */
export function actionsOf({ commands, tableUses }: IssuedCalls): string[] {
  const calls = [...commands].filter((command) => !itemStoreCommands.includes(command));
  const actions = calls.map((command) => {
    const [, name, operation] = /^(.*)\/(\w+)Command$/.exec(command) ?? [];
    const service = services[name ?? ''];
    if (service === undefined) throw new Error(`which action of IAM allows ${command}? Add it here, and to the function's policy.`);
    return otherNames[`${service}:${operation}`] ?? `${service}:${operation}`;
  });
  const uses = [...tableUses].map((use) => {
    const [kind = '', place = ''] = use.split(' ');
    const action = tableActions[kind];
    if (action === undefined || place.includes('?')) throw new Error(`which table does "${use}" go to? Write it as a literal where the item store is used.`);
    return `${action} ${place}`;
  });
  return [...new Set([...actions, ...uses])].sort();
}
