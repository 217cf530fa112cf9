import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { ignored } from '../../service/inputHandling';
import { booleanInput } from '../../service/inputs';
import type { Operation } from '../../service/AwsService';
import { availabilityZonesOf } from '../../ec2/defaultLandscape';
import { certificateNames } from '../listings/certificateNames';
import { roleFeatures } from '../clusters/clusterRoles';
import { chooseEngineVersion, isUpgrade } from './engineVersionRules';
import { filtersOf, page, pageInput, pageInputUpTo, passes } from '../listing';
import { engineInput } from './engineInput';
import { engineNames } from './engineNames';
import { instanceClasses } from './instanceClasses';
import { parameterGroupFamilyOf } from './parameterGroupFamily';
import type { RdsContext } from '../RdsContext';

const engine = 'aurora-postgresql';
const licenseModel = 'postgresql-license';
/** The version that descriptions of clusters have. */
const platformVersion = '3';
const capacity = { MinCapacity: 0, MaxCapacity: 256 };
const hasNoSets =
  'Aurora PostgreSQL has no character sets and time zones of instances.';

const inputs = {
  DescribeDBEngineVersions: z.strictObject({
    ...pageInput,
    Filters: filtersOf({
      'db-parameter-group-family': 'any',
      engine: engineNames,
      'engine-mode': [
        'global',
        'multimaster',
        'parallelquery',
        'provisioned',
        'serverless',
      ],
      'engine-version': 'any',
      status: ['available', 'deprecated'],
    }),
    Engine: engineInput.optional(),
    EngineVersion: z.string().optional(),
    DBParameterGroupFamily: z.string().optional(),
    DefaultOnly: booleanInput.default(false),
    IncludeAll: ignored('Every version that is installed is available.'),
    ListSupportedCharacterSets: ignored(hasNoSets),
    ListSupportedTimezones: ignored(hasNoSets),
  }),
  DescribeDBMajorEngineVersions: z.strictObject({
    ...pageInput,
    Engine: engineInput.optional(),
    MajorEngineVersion: z.string().optional(),
  }),
  DescribeServerlessV2PlatformVersions: z.strictObject({
    ...pageInput,
    Filters: filtersOf(),
    Engine: engineInput.optional(),
    ServerlessV2PlatformVersion: z.string().optional(),
    DefaultOnly: ignored('The only platform version is the default one.'),
    IncludeAll: ignored('The only platform version is in use.'),
  }),
  DescribeOrderableDBInstanceOptions: z.strictObject({
    ...pageInputUpTo(1000),
    Filters: filtersOf(),
    Engine: engineInput,
    EngineVersion: z.string().optional(),
    DBInstanceClass: z.string().optional(),
    LicenseModel: z.string().optional(),
    AvailabilityZoneGroup: z.string().optional(),
    Vpc: booleanInput.optional(),
  }),
};

/** Operations that describe available versions. */
export function engineOperations({
  servers,
}: RdsContext): Record<string, Operation> {
  const isOf = (version: string, wanted: string | undefined) =>
    wanted === undefined ||
    version === wanted ||
    version.startsWith(`${wanted}.`);

  const describe = (version: string) => ({
    Engine: engine,
    MajorEngineVersion: version.split('.')[0],
    EngineVersion: version,
    DBParameterGroupFamily: parameterGroupFamilyOf(version),
    DBEngineDescription: 'Aurora PostgreSQL',
    DBEngineVersionDescription: `Aurora PostgreSQL (compatible with PostgreSQL ${version})`,
    ValidUpgradeTarget: servers.versions
      .filter(target => isUpgrade(version, target))
      .map(EngineVersion => ({
        Engine: engine,
        EngineVersion,
        Description: `Aurora PostgreSQL (compatible with PostgreSQL ${EngineVersion})`,
        AutoUpgrade: false,
        IsMajorVersionUpgrade: false,
        SupportedEngineModes: ['provisioned'],
      })),
    ExportableLogTypes: ['instance', 'postgresql'],
    SupportsLogExportsToCloudwatchLogs: true,
    SupportsReadReplica: false,
    SupportedEngineModes: ['provisioned'],
    SupportedFeatureNames: roleFeatures,
    Status: 'available',
    SupportsParallelQuery: false,
    SupportsGlobalDatabases: true,
    SupportsBabelfish: true,
    SupportsLimitlessDatabase: false,
    SupportsLocalWriteForwarding: false,
    SupportsIntegrations: false,
    SupportedCACertificateIdentifiers: certificateNames,
    SupportsCertificateRotationWithoutRestart: true,
    ServerlessV2FeaturesSupport: capacity,
  });

  return {
    DescribeDBEngineVersions: defineOperation(
      inputs.DescribeDBEngineVersions,
      async input => {
        const matching = servers.versions.filter(
          version =>
            (input.Engine === undefined || input.Engine === engine) &&
            isOf(version, input.EngineVersion) &&
            (input.DBParameterGroupFamily === undefined ||
              input.DBParameterGroupFamily ===
                parameterGroupFamilyOf(version)) &&
            passes(input.Filters, {
              'db-parameter-group-family': [parameterGroupFamilyOf(version)],
              engine: [engine],
              'engine-mode': ['provisioned'],
              'engine-version': [version],
              status: ['available'],
            }),
        );
        return page(
          'DBEngineVersions',
          input.DefaultOnly && matching.length > 0
            ? [chooseEngineVersion(undefined, matching)]
            : matching,
          input,
          describe,
        );
      },
    ),

    DescribeDBMajorEngineVersions: defineOperation(
      inputs.DescribeDBMajorEngineVersions,
      async input => {
        const majors = servers.versions
          .filter(
            version =>
              (input.Engine === undefined || input.Engine === engine) &&
              isOf(version, input.MajorEngineVersion),
          )
          .map(version => version.replace(/\..*/, ''));
        return page(
          'DBMajorEngineVersions',
          [...new Set(majors)].map(MajorEngineVersion => ({
            Engine: engine,
            MajorEngineVersion,
            // A version that is installed is supported for ever.
            SupportedEngineLifecycles: [],
          })),
          input,
        );
      },
    ),

    DescribeServerlessV2PlatformVersions: defineOperation(
      inputs.DescribeServerlessV2PlatformVersions,
      async input => {
        const isWanted =
          (input.Engine === undefined || input.Engine === engine) &&
          [undefined, platformVersion].includes(
            input.ServerlessV2PlatformVersion,
          );
        const platform = {
          ServerlessV2PlatformVersion: platformVersion,
          ServerlessV2PlatformVersionDescription: `Aurora Serverless v2 platform version ${platformVersion}`,
          Engine: engine,
          ServerlessV2FeaturesSupport: capacity,
          Status: 'enabled',
          IsDefault: true,
        };
        return page(
          'ServerlessV2PlatformVersions',
          isWanted ? [platform] : [],
          input,
        );
      },
    ),

    DescribeOrderableDBInstanceOptions: defineOperation(
      inputs.DescribeOrderableDBInstanceOptions,
      async (input, { region }) => {
        // There are no Local Zones, and everything is in a VPC.
        const isOffered =
          input.Engine === engine &&
          [undefined, licenseModel].includes(input.LicenseModel) &&
          input.AvailabilityZoneGroup === undefined &&
          input.Vpc !== false;
        const options = servers.versions
          .filter(version => isOffered && isOf(version, input.EngineVersion))
          .flatMap(EngineVersion =>
            instanceClasses
              .filter(name => [undefined, name].includes(input.DBInstanceClass))
              .map(DBInstanceClass => ({ EngineVersion, DBInstanceClass })),
          );
        return page(
          'OrderableDBInstanceOptions',
          options,
          input,
          ({ EngineVersion, DBInstanceClass }) => ({
            Engine: engine,
            EngineVersion,
            DBInstanceClass,
            LicenseModel: licenseModel,
            AvailabilityZones: availabilityZonesOf(region).map(Name => ({
              Name,
            })),
            MultiAZCapable: false,
            ReadReplicaCapable: false,
            Vpc: true,
            SupportsStorageEncryption: true,
            StorageType: 'aurora',
            SupportsIops: false,
            SupportsEnhancedMonitoring: true,
            SupportsIAMDatabaseAuthentication: true,
            SupportsPerformanceInsights: true,
            SupportedEngineModes: ['provisioned'],
            SupportsGlobalDatabases: true,
            SupportsClusters: true,
            SupportedNetworkTypes: ['IPV4'],
          }),
        );
      },
    ),
  };
}
