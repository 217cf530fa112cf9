/**
 * The EC2 client's package. It is the largest of those that we use (12 MB of heap once it is loaded, more than the others together) and only
 * deploys and restores need it: the first of them loads it, which takes 0.1 s. Synchronously, as Jest has no dynamic imports.
 */
export function ec2Sdk(): typeof import('@aws-sdk/client-ec2') {
  return require('@aws-sdk/client-ec2');
}
