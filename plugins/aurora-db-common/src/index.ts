/**
 * The contract of Aurora DB for Backstage, shared by its backend, its frontend and its CDK constructs.
 *
 * @packageDocumentation
 */
export * from './alarms';
export * from './annotations';
export * from './caBundleUrl';
export * from './Cluster';
export * from './DatabaseConfig';
export * from './DatabaseOperation';
export * from './databaseWindows';
export * from './DeployRequest';
export * from './engineVersions';
export * from './environments';
export * from './EnvironmentSettings';
export * from './errorTexts';
export * from './Health';
export * from './maxConnections';
export * from './message';
export * from './metrics';
export * from './names';
export * from './permissions';
export * from './Plan';
export * from './regionUtcOffsets';
export * from './ReleaseGate';
export * from './repositoryUrl';
export * from './resolveDatabaseConfig';
export * from './RestoreOrigin';
export * from './RestoreRequest';
export * from './restoreSource';
export * from './Snapshot';
export * from './SnapshotRequest';
export * from './SynthRequest';
export * from './tags';
export * from './stackDescription';
export * from './stackOutputs';
