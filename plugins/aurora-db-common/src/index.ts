/**
 * The contract of Aurora DB for Backstage. Its backend, its frontend and its CDK constructs share
 * it. @packageDocumentation
 */
export * from './alarms';
export * from './answers/Cluster';
export * from './answers/DatabaseOperation';
export * from './answers/EnvironmentInfo';
export * from './answers/EnvironmentList';
export * from './answers/Health';
export * from './answers/Plan';
export * from './answers/ReleaseGate';
export * from './answers/RepositoryHost';
export * from './answers/Snapshot';
export * from './caBundleUrl';
export * from './config/DatabaseConfig';
export * from './config/databaseWindows';
export * from './config/EnvironmentSettings';
export * from './config/regionUtcOffsets';
export * from './config/resolveDatabaseConfig';
export * from './createMessage';
export * from './deployTexts';
export * from './engineVersions';
export * from './environments';
export * from './errorTexts';
export * from './healthTexts';
export * from './inputTexts';
export * from './maxConnections';
export * from './message';
export * from './metrics';
export * from './naming/annotations';
export * from './naming/names';
export * from './naming/stackDescription';
export * from './naming/stackOutputs';
export * from './naming/tags';
export * from './permissions';
export * from './operationTexts';
export * from './planTexts';
export * from './preflightTexts';
export * from './requests/DeployRequest';
export * from './requests/repositoryUrl';
export * from './requests/RestoreOrigin';
export * from './requests/RestoreRequest';
export * from './requests/restoreSource';
export * from './requests/SnapshotRequest';
export * from './requests/SynthRequest';
export * from './stackTexts';
