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
import { ChangesCheck } from './changesCheck';
import { CreatableEngineCheck } from './creatableEngineCheck';
import { CredentialsCheck } from './credentialsCheck';
import { EngineCheck } from './engineCheck';
import { FreeNameCheck } from './freeNameCheck';
import { FunctionRolesCheck } from './functionRolesCheck';
import { LeftoversCheck } from './leftoversCheck';
import { NetworkCheck } from './networkCheck';
import { OtherRestoresCheck } from './otherRestoresCheck';
import { PredeploySnapshotCheck } from './predeploySnapshotCheck';
import { QuotasCheck } from './quotasCheck';
import { RestoreWindowCheck } from './restoreWindowCheck';
import { SourceSnapshotCheck } from './sourceSnapshotCheck';
import { StackCheck } from './stackCheck';
import { TemplateSizeCheck } from './templateSizeCheck';

/** What the checks read. */
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

/** All checks, in the order in which a plan shows them. A new check is one more line here. */
export function createPreflight(ports: PreflightPorts): AuroraPreflightService {
  return new AuroraPreflightService({
    credentials: new CredentialsCheck(ports.identity),
    database: [
      new NetworkCheck(ports.networks),
      new LeftoversCheck(ports.clusters, ports.logGroups),
      new QuotasCheck(ports.quotas),
      new FunctionRolesCheck(ports.rolePolicies),
    ],
    deploy: [new StackCheck(), new EngineCheck()],
    template: [new TemplateSizeCheck()],
    changes: [new ChangesCheck(), new PredeploySnapshotCheck(ports.snapshots)],
    restoreSource: [new SourceSnapshotCheck(), new RestoreWindowCheck()],
    restore: [
      new FreeNameCheck(ports.stacks),
      new CreatableEngineCheck(ports.engineVersions),
    ],
    otherRestores: new OtherRestoresCheck(ports.stacks),
  });
}
