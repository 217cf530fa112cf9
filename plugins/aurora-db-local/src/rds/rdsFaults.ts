import { AwsError } from '../service/AwsService';

/*
 * RDS's errors. Codes and HTTP statuses are from its API reference. Messages are RDS's if they are
 * known.
 */

export function clusterNotFound(identifier: string): AwsError {
  return new AwsError(
    'DBClusterNotFoundFault',
    `DBCluster ${identifier} not found.`,
    404,
  );
}

export function instanceNotFound(identifier: string): AwsError {
  return new AwsError(
    'DBInstanceNotFound',
    `DBInstance ${identifier} not found.`,
    404,
  );
}

export function snapshotNotFound(identifier: string): AwsError {
  return new AwsError(
    'DBClusterSnapshotNotFoundFault',
    `DBClusterSnapshot ${identifier} not found.`,
    404,
  );
}

export function invalidClusterState(message: string): AwsError {
  return new AwsError('InvalidDBClusterStateFault', message);
}

export function invalidSnapshotState(message: string): AwsError {
  return new AwsError('InvalidDBClusterSnapshotStateFault', message);
}

export function invalidInstanceState(message: string): AwsError {
  return new AwsError('InvalidDBInstanceState', message);
}

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}

export function networkTypeNotSupported(type: string): AwsError {
  return new AwsError(
    'NetworkTypeNotSupported',
    `The network type ${type} isn't supported: the subnets here have IPV4 only.`,
  );
}

export function certificateNotFound(name: string): AwsError {
  return new AwsError(
    'CertificateNotFound',
    `Certificate not found: ${name}`,
    404,
  );
}

export function instanceAlreadyExists(): AwsError {
  return new AwsError('DBInstanceAlreadyExists', 'DB instance already exists');
}
