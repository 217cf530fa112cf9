/**
 * Feature flags under which templates are made. They are part of what a database is, so they are written here rather than read
 * from a cdk.json of wherever this runs. CDK's other recommended flags change nothing in our templates (synth.test.ts proves it).
 */
export const synthContext = {
  // Statements of equal resources are merged and sorted: a template's bytes don't hang on the order of calls.
  '@aws-cdk/aws-iam:minimizePolicies': true,
  // The region is known, so `arn:aws:` is written as such.
  '@aws-cdk/core:enablePartitionLiterals': true,
  // Paths and stack traces would only fatten the template.
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:enable-asset-metadata': false,
} as const;
