/** Names of the outputs of a database's stack. @public */
export const stackOutputs = {
  clusterIdentifier: 'ClusterIdentifier',
  clusterResourceId: 'ClusterResourceId',
  clusterEndpoint: 'ClusterEndpoint',
  readerEndpoint: 'ReaderEndpoint',
  port: 'Port',
  databaseName: 'DatabaseName',
  secretArn: 'SecretArn',
  securityGroupId: 'SecurityGroupId',
  engineVersion: 'EngineVersion',
} as const;
