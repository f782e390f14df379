// The dependency rule of design section 2, and what keeps the domain pure. scripts/test/boundaries.test.ts shows that
// each rule trips.
const sdk = '(@aws-sdk|@smithy|@aws-lambda-powertools|@aws-crypto)/';
// What drives the whole system from outside, and is no part of it.
const proofs = 'simulation|e2e|bench|publishing';
// The rehearsal of a deploy is a test too: it drives what is deployed, and is not deployed itself.
const tests = '([.]test[.]ts$|/test/|^infra/rehearsal/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-knows-nobody',
      comment: 'core is used by everyone and imports no app, no testkit, no command line, no infrastructure.',
      severity: 'error',
      from: { path: '^packages/core/' },
      to: { path: '^(apps|infra|packages/(testkit|cli))/' },
    },
    {
      name: 'domain-without-sdk',
      comment: 'Only src/aws talks to AWS; the domain knows its ports.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: '^packages/core/src/aws/' },
      to: { path: [sdk, '^packages/core/src/aws/'] },
    },
    {
      name: 'apps-use-core-only',
      comment: 'An app uses core; for its tests also testkit; never another app.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^(apps|packages|infra)/', pathNot: ['^apps/$1/', '^packages/core/', '^packages/testkit/'] },
    },
    {
      name: 'testkit-for-development-only',
      comment: 'What is deployed contains no test code: apps and infra use testkit in tests alone.',
      severity: 'error',
      from: { path: '^(apps|infra)/', pathNot: tests },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'testkit-uses-core-only',
      comment: 'testkit is published: it takes apps and engines from its caller.',
      severity: 'error',
      from: { path: '^packages/testkit/' },
      to: { path: '^(apps|infra|packages/cli)/' },
    },
    {
      name: 'cli-runs-bundles',
      comment: "The command line rehearses what is deployed: it loads the apps' bundles, never their sources.",
      severity: 'error',
      from: { path: '^packages/cli/', pathNot: tests },
      to: { path: '^(apps|infra)/' },
    },
    {
      name: 'infra-takes-data',
      comment: "Infra takes core's definitions (which names, the linter says), bundles and the state machine as files.",
      severity: 'error',
      from: { path: '^infra/', pathNot: tests },
      to: { path: '^(apps|packages)/', pathNot: '^packages/core/src/(index|tables|metricNames)[.]ts$' },
    },
    {
      name: 'proofs-know-the-product',
      comment: 'Simulation, end-to-end scenarios and benchmark use core, testkit and the apps; what they need of one another belongs into testkit.',
      severity: 'error',
      from: { path: `^(${proofs})/` },
      to: { path: `^(infra|scripts|packages/cli|${proofs})/`, pathNot: '^$1/' },
    },
    {
      name: 'nobody-knows-the-proofs',
      comment: 'Nothing of the product, and none of its tests, rests on what proves it.',
      severity: 'error',
      from: { pathNot: `^(${proofs})/` },
      to: { path: `^(${proofs})/` },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'named-for-its-idea',
      comment: 'No drawers: a file is named for the one idea in it.',
      severity: 'error',
      from: {},
      to: { path: '/(utils?|helpers?|common|types|misc)(/|[.]m?[jt]s$)', pathNot: 'node_modules' },
    },
    {
      name: 'declared-and-found',
      comment: 'What is imported exists, and is declared in the importing package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'published-needs-dependencies',
      comment: 'What a published package imports at run time is no devDependency of it.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only', 'npm-peer', 'npm-optional'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '/cdktf[.]out/', '^scripts/test/fixtures/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@drs-orchestration/source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.mts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
