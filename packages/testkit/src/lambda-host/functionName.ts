/** The plain name of a function that is given by name, partial ARN (`account:function:name`) or ARN, with or without a qualifier. */
export function plainFunctionName(nameOrArn: string): string {
  const parts = nameOrArn.split(':');
  const at = parts.indexOf('function');
  return (at >= 0 ? parts[at + 1] : parts[0]) ?? nameOrArn;
}
