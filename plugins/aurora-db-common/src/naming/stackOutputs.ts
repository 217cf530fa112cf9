/** Names of the outputs of a database's stack. @public */
export const stackOutputs = {
  clusterIdentifier: 'ClusterIdentifier',
  clusterResourceId: 'ClusterResourceId',
  clusterEndpoint: 'ClusterEndpoint',
  readerEndpoint: 'ReaderEndpoint',
  port: 'Port',
  databaseName: 'DatabaseName',
  /** The master secret. */
  secretArn: 'SecretArn',
  /** A secret with the address and no password; absent in stacks that were deployed before there was one. */
  connectionSecretArn: 'ConnectionSecretArn',
  securityGroupId: 'SecurityGroupId',
  engineVersion: 'EngineVersion',
  /** Value of max_connections in the cluster's parameter group. */
  maxConnections: 'MaxConnections',
  /** What instances keep until they reboot after the last change of max_connections; absent where it never changed. */
  maxConnectionsUntilReboot: 'MaxConnectionsUntilReboot',
} as const;
