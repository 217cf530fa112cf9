/** Loads the IAM client at its first use, for the same reason as `ec2Sdk`. */
export function iamSdk(): typeof import('@aws-sdk/client-iam') {
  return require('@aws-sdk/client-iam');
}
