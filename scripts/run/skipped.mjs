import { presentEngines } from './engines.mjs';
import { readAllTestResults, setUpFailed } from './testResults.mjs';
import { describeSkipped } from './testSummary.mjs';

/** @typedef {import('./engines.mjs').Engine} Engine */

const onThisMachine = 'engines';
const onStepFunctionsLocal = 'engines-stepfunctions-local';
const conformance = /^test\/engines\/conformance\.engines\.ts$/;
const thirdPartyDrill = /^test\/engines\/thirdPartyDrill\.engines\.ts$/;

/**
 * What runs on engines that not every machine has: in which files its tests are, in which results where the same files
 * run on several engines, and what they need. `knownToDiffer` is how the reason of a case begins that is known not to
 * be for that engine: mostly, it does not do there as AWS documents.
 * @type {readonly { name: string, file: RegExp, results?: string, needs: readonly Engine[], knownToDiffer?: RegExp }[]}
 */
const suites = [
  { name: 'the state machine on an engine that nobody here wrote', file: /^test\/engines\/thirdPartyScenarios\.engines\.ts$/, results: onThisMachine, needs: ['aws-api'] },
  { name: 'conformance of an engine that nobody here wrote', file: conformance, results: onThisMachine, needs: ['aws-api'], knownToDiffer: /^moto / },
  { name: 'drills on an engine that nobody here wrote', file: thirdPartyDrill, results: onThisMachine, needs: ['aws-api', 'dynoxide'] },
  { name: 'conformance of Step Functions Local', file: conformance, results: onStepFunctionsLocal, needs: ['docker'], knownToDiffer: /^stepfunctions-local / },
  { name: 'drills on Step Functions Local', file: thirdPartyDrill, results: onStepFunctionsLocal, needs: ['docker'] },
  { name: 'mocked ways on Step Functions Local', file: /^test\/engines\/mockedWays\.engines\.ts$/, results: onStepFunctionsLocal, needs: ['docker'], knownToDiffer: /^it rests for ten minutes/ },
  { name: 'the rehearsal of a deploy', file: /^rehearsal\/main\.ts$/, needs: ['aws-api', 'terraform'] },
  { name: 'what is generated, in Terraform', file: /^test\/terraform\//, needs: ['terraform'] },
  { name: 'the item store in DynamoDB', file: /^src\/item-store\/itemStoreContract\.test\.ts$/, needs: ['dynoxide'] },
  { name: 'StatusIndex in DynamoDB', file: /^test\/statusIndexInDynamoDb\.test\.ts$/, needs: ['dynoxide'] },
  { name: 'the DRS emulator, driven by boto3 and the AWS CLI', file: /^test\/drs-emulator\/readme\/readme\.test\.ts$/, needs: ['boto3', 'aws-cli'] },
  { name: 'signing, beside botocore', file: /^test\/signature\.test\.ts$/, needs: ['boto3'] },
  { name: 'the DynamoDB emulator', file: /^src\/dynamodb\/startDynamoDb\.test\.ts$/, needs: ['dynoxide'] },
];

/**
 * Lists what the last runs skipped, and why.
 * @returns {number} 1 where a suite did not run although the engines that it needs are present
 */
export function skipped() {
  const results = readAllTestResults();
  const lines = describeSkipped(results);
  for (const line of lines.length > 0 ? lines : ['Nothing was skipped.']) console.log(line);
  const faults = needlesslySkipped(results, presentEngines());
  for (const fault of faults) console.log(`FAILED ${fault}`);
  return faults.length > 0 ? 1 : 0;
}

/**
 * The suites that did not run in full although they could.
 * @param {readonly (import('./testResults.mjs').TestResults & { suite?: string })[]} results
 * @param {ReadonlySet<Engine>} present
 * @returns {string[]} a line each
 */
export function needlesslySkipped(results, present) {
  const tests = results.flatMap(({ suite, tests, skipped }) => {
    const reasons = new Map(skipped.map(({ title, reason }) => [title, reason]));
    return tests.map((test) => ({ ...test, suite, reason: reasons.get(`${test.file}: ${test.title}`) ?? reasons.get(test.title) ?? '' }));
  });
  return suites.flatMap(({ name, file, results: wanted, needs, knownToDiffer }) => {
    if (!needs.every((engine) => present.has(engine))) return [];
    const own = tests.filter((test) => file.test(test.file) && (wanted === undefined || wanted === test.suite));
    const left = own.filter(({ state, reason }) => state === 'skipped' && !(knownToDiffer?.test(reason) ?? false)).map(({ reason }) => reason);
    if (own.length > 0 && left.length === 0) return [];
    const broken = left.find((reason) => reason.startsWith(setUpFailed));
    if (broken !== undefined) return [`${name}: ${left.length} of ${own.length} did not run, because ${broken}`];
    const what = own.length === 0 ? 'did not run' : `skipped ${left.length} of ${own.length}`;
    return [`${name}: ${what}, although ${needs.join(' and ')} ${needs.length > 1 ? 'are' : 'is'} present`];
  });
}
