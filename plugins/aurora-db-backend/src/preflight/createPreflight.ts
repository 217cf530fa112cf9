import type { AccountQuotaReader } from '../ports/AccountQuotaReader';
import type { CallerIdentityReader } from '../ports/CallerIdentityReader';
import type { ClusterReader } from '../ports/ClusterReader';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { EngineVersionReader } from '../ports/EngineVersionReader';
import type { LogGroupReader } from '../ports/LogGroupReader';
import type { NetworkReader } from '../ports/NetworkReader';
import type { RolePolicyReader } from '../ports/RolePolicyReader';
import { AuroraPreflightService } from './AuroraPreflightService';
import { changesCheck } from './changesCheck';
import { creatableEngineCheck } from './creatableEngineCheck';
import { credentialsCheck } from './credentialsCheck';
import { entityCheck } from './entityCheck';
import { engineCheck } from './engineCheck';
import { nameCheck } from './nameCheck';
import { rolesCheck } from './rolesCheck';
import { leftoversCheck } from './leftoversCheck';
import { networkCheck } from './networkCheck';
import { restoresCheck } from './restoresCheck';
import { predeploySnapshotCheck } from './predeploySnapshotCheck';
import { quotasCheck } from './quotasCheck';
import { windowCheck } from './windowCheck';
import { sourceSnapshotCheck } from './sourceSnapshotCheck';
import { stackCheck } from './stackCheck';
import { templateCheck } from './templateCheck';

/** The ports that the checks read from. */
export interface PreflightPorts {
  identity: CallerIdentityReader;
  networks: NetworkReader;
  clusters: Pick<ClusterReader, 'describe'>;
  logGroups: LogGroupReader;
  quotas: AccountQuotaReader;
  rolePolicies: RolePolicyReader;
  stacks: DatabaseStackReader;
  snapshots: Pick<ClusterSnapshotReader, 'readQuota'>;
  engineVersions: EngineVersionReader;
}

/** All checks in the order of a plan. A new check is one more line here. */
export function createPreflight(
  ports: PreflightPorts,
  environments: readonly EnvironmentConfig[],
): AuroraPreflightService {
  return new AuroraPreflightService({
    credentials: credentialsCheck(ports.identity),
    database: [
      networkCheck(ports.networks),
      leftoversCheck(ports.clusters, ports.logGroups),
      quotasCheck(ports.quotas),
      rolesCheck(ports.rolePolicies),
      entityCheck(ports.stacks, environments),
    ],
    deploy: [stackCheck, engineCheck],
    template: [templateCheck],
    changes: [changesCheck, predeploySnapshotCheck(ports.snapshots)],
    restoreSource: [sourceSnapshotCheck, windowCheck],
    restore: [
      nameCheck(ports.stacks),
      creatableEngineCheck(ports.engineVersions),
    ],
    otherRestores: restoresCheck(ports.stacks),
  });
}
