import { drsOperations } from '../../../src/drs-emulator/model/drsOperations.js';
import { operations } from '../../../src/drs-emulator/operations/operations.js';

/** What is to be said of an operation that the emulator has. */
const notes: Readonly<Record<string, string>> = {
  StartRecovery: 'drills and recoveries; conflicts; the quotas of jobs, of servers in a job and of servers in all jobs. A snapshot id is checked for its form, then ignored',
  TerminateRecoveryInstances: 'needs a job slot as a launch does',
  DescribeJobs: 'all filters; at most 200 a page',
  DescribeJobLogItems: 'snapshot, conversion, launch, of each server; the job\'s start and end. A job that there is not is a ValidationException, since the model declares no other error for it',
  DescribeSourceServers: 'the filter `sourceServerIDs`; `hardwareId` and `stagingAccountIDs` are refused by name',
  DescribeRecoveryInstances: 'all filters',
  ListTagsForResource: 'of source servers, jobs and recovery instances',
  TagResource: '',
  UntagResource: '',
  DescribeInstances: 'by `InstanceIds`: state, private address and name; every other parameter is refused by name',
  DescribeInstanceStatus: 'by `InstanceIds` (at most 100), `IncludeAllInstances`',
  AssumeRole: 'every role, unless a world in a program says otherwise; sessions expire',
  GetCallerIdentity: 'any keys are the account\'s',
  Publish: 'to any topic; nobody hears it',
};

const row = (service: string, operation: string): string => `| ${service} | ${operation} | ${notes[operation] ?? 'NO NOTE'} |`;

/** What the emulator has and has not, in Markdown: every operation of DRS is named. */
export function supportTable(): string {
  const supported = Object.entries(operations).flatMap(([service, known]) => [...known.keys()].map((operation) => row(service === 'drs' ? 'DRS' : service.toUpperCase(), operation)));
  const lacking = Object.keys(drsOperations).filter((name) => !operations.drs.has(name));
  return [
    '| service | operation | |', '|---|---|---|', ...supported, '',
    `Refused by name, with \`UnknownOperationException\`: every other operation of EC2, STS and SNS, and of DRS ${lacking.map((name) => `\`${name}\``).join(', ')}.`, '',
  ].join('\n');
}
