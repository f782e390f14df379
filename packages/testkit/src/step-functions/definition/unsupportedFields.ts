const jsonata = 'it belongs to JSONata, and this engine runs JSONPath only';
const variables = 'variables are not supported; keep values in the state input';
const distributed = 'it belongs to distributed Maps, and this engine runs inline ones only';

/** Fields that Step Functions knows and this engine refuses, each with the reason. */
export const unsupportedFields: Readonly<Record<string, string>> = {
  Arguments: jsonata,
  Output: jsonata,
  Items: jsonata,
  Condition: jsonata,
  Assign: variables,
  Credentials: 'roles of other accounts are not assumed by this engine',
  ItemReader: distributed,
  ItemBatcher: distributed,
  ResultWriter: distributed,
  ToleratedFailureCount: distributed,
  ToleratedFailureCountPath: distributed,
  ToleratedFailurePercentage: distributed,
  ToleratedFailurePercentagePath: distributed,
  Label: distributed,
};
