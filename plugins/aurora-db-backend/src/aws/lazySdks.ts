/*
 * Clients that only deploys, restores and checks need. Each is loaded at its first use, because
 * EC2's alone takes 0.1 s and 12 MB of heap. Synchronous, because Jest has no dynamic imports.
 */

export function cloudWatchLogsSdk(): typeof import('@aws-sdk/client-cloudwatch-logs') {
  return require('@aws-sdk/client-cloudwatch-logs');
}

export function ec2Sdk(): typeof import('@aws-sdk/client-ec2') {
  return require('@aws-sdk/client-ec2');
}

export function iamSdk(): typeof import('@aws-sdk/client-iam') {
  return require('@aws-sdk/client-iam');
}

export function kmsSdk(): typeof import('@aws-sdk/client-kms') {
  return require('@aws-sdk/client-kms');
}

export function piSdk(): typeof import('@aws-sdk/client-pi') {
  return require('@aws-sdk/client-pi');
}

export function snsSdk(): typeof import('@aws-sdk/client-sns') {
  return require('@aws-sdk/client-sns');
}
