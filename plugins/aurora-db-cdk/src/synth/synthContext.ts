/**
 * CDK's feature flags for the templates. They affect the resources of a database, so they are here
 * and not in a cdk.json of the working directory. CDK's other recommended flags do not change the
 * templates (synth.test.ts checks that).
 */
export const synthContext = {
  // Merges and sorts statements for equal resources, so that a template does not depend on the
  // order of calls.
  '@aws-cdk/aws-iam:minimizePolicies': true,
  // The region is known, so CDK writes `arn:aws:`.
  '@aws-cdk/core:enablePartitionLiterals': true,
  // Paths and stack traces would only make the template larger.
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:enable-asset-metadata': false,
} as const;
