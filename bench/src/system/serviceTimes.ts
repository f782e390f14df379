/**
 * How long each service takes to answer, and how long a warm function computes besides, in milliseconds: assumed, since
 * nothing here is AWS. DynamoDB's and Lambda's are seed 004's (sections 2 and 5), the others common experience. They
 * bear on Lambda's gigabyte-seconds alone, of which the finder's sleep is nearly all.
 */
export const serviceMilliseconds = { dynamodb: 8, drs: 150, ec2: 100, sns: 50, stepFunctions: 40, lambda: 100, computing: 20 } as const;
