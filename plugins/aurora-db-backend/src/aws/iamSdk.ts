/** The IAM client's package, loaded by the first deploy or restore, for the reason that `ec2Sdk` gives. */
export function iamSdk(): typeof import('@aws-sdk/client-iam') {
  return require('@aws-sdk/client-iam');
}
