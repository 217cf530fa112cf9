/**
 * Loads the EC2 client at its first use, which takes 0.1 s. Only deploys and restores need it, and
 * it takes 12 MB of heap, more than the other clients together. Synchronous, because Jest has no
 * dynamic imports.
 */
export function ec2Sdk(): typeof import('@aws-sdk/client-ec2') {
  return require('@aws-sdk/client-ec2');
}
