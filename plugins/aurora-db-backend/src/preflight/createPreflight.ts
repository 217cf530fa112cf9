import type { AccountQuotaReader } from '../ports/AccountQuotaReader';
import type { CallerIdentityReader } from '../ports/CallerIdentityReader';
import type { ClusterReader } from '../ports/ClusterReader';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { EngineVersionReader } from '../ports/EngineVersionReader';
import type { LogGroupReader } from '../ports/LogGroupReader';
import type { NetworkReader } from '../ports/NetworkReader';
import type { RolePolicyReader } from '../ports/RolePolicyReader';
import { AuroraPreflightService } from './AuroraPreflightService';
import { changesCheck } from './changesCheck';
import { creatableEngineCheck } from './creatableEngineCheck';
import { credentialsCheck } from './credentialsCheck';
import { engineCheck } from './engineCheck';
import { freeNameCheck } from './freeNameCheck';
import { functionRolesCheck } from './functionRolesCheck';
import { leftoversCheck } from './leftoversCheck';
import { networkCheck } from './networkCheck';
import { otherRestoresCheck } from './otherRestoresCheck';
import { predeploySnapshotCheck } from './predeploySnapshotCheck';
import { quotasCheck } from './quotasCheck';
import { restoreWindowCheck } from './restoreWindowCheck';
import { sourceSnapshotCheck } from './sourceSnapshotCheck';
import { stackCheck } from './stackCheck';
import { templateSizeCheck } from './templateSizeCheck';

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
export function createPreflight(ports: PreflightPorts): AuroraPreflightService {
  return new AuroraPreflightService({
    credentials: credentialsCheck(ports.identity),
    database: [
      networkCheck(ports.networks),
      leftoversCheck(ports.clusters, ports.logGroups),
      quotasCheck(ports.quotas),
      functionRolesCheck(ports.rolePolicies),
    ],
    deploy: [stackCheck, engineCheck],
    template: [templateSizeCheck],
    changes: [changesCheck, predeploySnapshotCheck(ports.snapshots)],
    restoreSource: [sourceSnapshotCheck, restoreWindowCheck],
    restore: [
      freeNameCheck(ports.stacks),
      creatableEngineCheck(ports.engineVersions),
    ],
    otherRestores: otherRestoresCheck(ports.stacks),
  });
}
