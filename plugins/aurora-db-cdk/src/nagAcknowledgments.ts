import type { Acknowledgment } from 'aws-cdk-lib';

/** Rules of cdk-nag's AwsSolutions that a cluster deliberately breaks, each with its reason. */
export const nagAcknowledgments: Acknowledgment[] = [];
