// Infra takes from core definitions that are data, the way input files are read and their faults told, and the rendering
// of the state machine; nothing that loads slowly (design section 2).

/** What core exports as data. */
const definitions = [
  'tables',
  'tableDefinition',
  'deployedTableName',
  'TableDefinition',
  'IndexDefinition',
  'KeyDefinition',
  'TableName',
  'metricNamespace',
  'metricUnits',
  'MetricName',
  'readYaml',
  'checkShape',
  'formatFaults',
  'byLine',
  'Fault',
  'renderDefinition',
];

/** @type {import('eslint').Linter.RulesRecord} */
export const infraImports = {
  'no-restricted-imports': [
    'error',
    {
      paths: [
        {
          name: '@drs-orchestration/core',
          allowImportNames: definitions,
          message: "Infra takes core's definitions as data, no other source (design section 2).",
        },
        {
          name: '@cdktf/provider-aws',
          message: 'Import @cdktf/provider-aws/lib/<resource>/index.js: the whole index takes seconds and 500 MB.',
        },
      ],
    },
  ],
};
