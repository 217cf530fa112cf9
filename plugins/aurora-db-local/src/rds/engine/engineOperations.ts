import { z } from 'zod';
import { booleanInput, listInput } from '../../service/inputs';
import type { Operation } from '../../service/AwsService';
import { availabilityZonesOf } from '../../ec2/defaultLandscape';
import { manualSnapshotLimit } from '../snapshots/ClusterSnapshots';
import { clusterLimit } from '../clusters/clusterOperations';
import { chooseEngineVersion, isUpgrade } from './engineVersionRules';
import { filtersInput, page, pageInput } from '../listing';
import { parameterGroupFamilyOf } from './parameterGroupFamily';
import type { RdsContext } from '../RdsContext';

const engine = 'aurora-postgresql';
/** Source: Aurora user guide, "Quotas in Amazon Aurora". */
const instanceLimit = 40;

const inputs = {
  DescribeDBEngineVersions: z.object({
    ...pageInput,
    Filters: filtersInput,
    Engine: z.string().optional(),
    EngineVersion: z.string().optional(),
    DBParameterGroupFamily: z.string().optional(),
    DefaultOnly: booleanInput.default(false),
    IncludeAll: booleanInput.default(false),
  }),
  DescribeOrderableDBInstanceOptions: z.object({
    ...pageInput,
    Filters: filtersInput,
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    DBInstanceClass: z.string().optional(),
    Vpc: booleanInput.optional(),
  }),
  DescribePendingMaintenanceActions: z.object({
    ...pageInput,
    Filters: listInput(z.unknown()).default([]),
  }),
};

/** Operations that describe available versions and quotas. */
export function engineOperations({
  store,
  servers,
  snapshots,
}: RdsContext): Record<string, Operation> {
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
    SupportedFeatureNames: [],
    Status: 'available',
    SupportsParallelQuery: false,
    SupportsGlobalDatabases: true,
    SupportsBabelfish: true,
    SupportsLimitlessDatabase: false,
    SupportsLocalWriteForwarding: false,
    SupportsIntegrations: false,
    ServerlessV2FeaturesSupport: { MinCapacity: 0, MaxCapacity: 256 },
  });

  return {
    async DescribeDBEngineVersions(rawInput) {
      const input = inputs.DescribeDBEngineVersions.parse(rawInput);
      const wanted = input.EngineVersion;
      const matching = servers.versions.filter(
        version =>
          (input.Engine === undefined || input.Engine === engine) &&
          (wanted === undefined ||
            version === wanted ||
            version.startsWith(`${wanted}.`)) &&
          (input.DBParameterGroupFamily === undefined ||
            input.DBParameterGroupFamily === parameterGroupFamilyOf(version)),
      );
      return page(
        'DBEngineVersions',
        (input.DefaultOnly && matching.length > 0
          ? [chooseEngineVersion(undefined, matching)]
          : matching
        ).map(describe),
        input,
      );
    },

    async DescribeOrderableDBInstanceOptions(rawInput, context) {
      const input = inputs.DescribeOrderableDBInstanceOptions.parse(rawInput);
      const options = servers.versions
        .filter(
          version =>
            input.Engine === engine &&
            (input.EngineVersion === undefined ||
              version === input.EngineVersion ||
              version.startsWith(`${input.EngineVersion}.`)),
        )
        .filter(
          () =>
            input.DBInstanceClass === undefined ||
            input.DBInstanceClass === 'db.serverless',
        )
        .map(EngineVersion => ({
          Engine: engine,
          EngineVersion,
          DBInstanceClass: 'db.serverless',
          LicenseModel: 'postgresql-license',
          AvailabilityZones: availabilityZonesOf(context.region).map(Name => ({
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
        }));
      return page('OrderableDBInstanceOptions', options, input);
    },

    async DescribeAccountAttributes(_input, context) {
      return {
        AccountQuotas: [
          {
            AccountQuotaName: 'DBInstances',
            Used: store.instances.list(context).length,
            Max: instanceLimit,
          },
          {
            AccountQuotaName: 'DBClusters',
            Used: store.clusters.list(context).length,
            Max: clusterLimit,
          },
          {
            AccountQuotaName: 'DBClusterParameterGroups',
            Used: store.clusterParameterGroups.list(context).length,
            Max: 50,
          },
          {
            AccountQuotaName: 'DBParameterGroups',
            Used: store.parameterGroups.list(context).length,
            Max: 50,
          },
          {
            AccountQuotaName: 'DBSubnetGroups',
            Used: store.subnetGroups.list(context).length,
            Max: 50,
          },
          {
            AccountQuotaName: 'EventSubscriptions',
            Used: store.subscriptions.list(context).length,
            Max: 20,
          },
          {
            AccountQuotaName: 'ManualClusterSnapshots',
            Used: snapshots.manual(context).length,
            Max: manualSnapshotLimit,
          },
        ],
      };
    },

    async DescribePendingMaintenanceActions(rawInput) {
      return page(
        'PendingMaintenanceActions',
        [],
        inputs.DescribePendingMaintenanceActions.parse(rawInput),
      );
    },
  };
}
