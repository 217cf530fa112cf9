/** Names of the outputs of a database's stack. @public */
export const stackOutputs = {
  clusterIdentifier: 'ClusterIdentifier',
  clusterResourceId: 'ClusterResourceId',
  clusterEndpoint: 'ClusterEndpoint',
  readerEndpoint: 'ReaderEndpoint',
  port: 'Port',
  databaseName: 'DatabaseName',
  /** The master user, if a restored database has another one than databases of the portal. */
  masterUsername: 'MasterUsername',
  /** The master secret. */
  secretArn: 'SecretArn',
  /**
   * A secret with the address and no password. Absent if the last deploy was older than this
   * secret.
   */
  connectionSecretArn: 'ConnectionSecretArn',
  securityGroupId: 'SecurityGroupId',
  engineVersion: 'EngineVersion',
  /** Value of max_connections in the cluster's parameter group. */
  maxConnections: 'MaxConnections',
  /** The max_connections that instances keep until they reboot. Absent if it never changed. */
  maxConnectionsUntilReboot: 'MaxConnectionsUntilReboot',
} as const;
