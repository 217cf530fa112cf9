import type { AccountQuotaReader } from '../ports/AccountQuotaReader';
import type { AlarmReader } from '../ports/AlarmReader';
import type { CallerIdentityReader } from '../ports/CallerIdentityReader';
import type { ClusterReader } from '../ports/ClusterReader';
import type {
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from '../ports/ClusterSnapshots';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import type { DatabaseEventReader } from '../ports/DatabaseEventReader';
import type { EngineVersionReader } from '../ports/EngineVersionReader';
import type { KeyReader } from '../ports/KeyReader';
import type { LoadReader } from '../ports/LoadReader';
import type { LogEventReader } from '../ports/LogEventReader';
import type { LogGroupReader } from '../ports/LogGroupReader';
import type { MetricReader } from '../ports/MetricReader';
import type { NetworkReader } from '../ports/NetworkReader';
import type { ParameterReader } from '../ports/ParameterReader';
import type { PermissionSimulator } from '../ports/PermissionSimulator';
import type { PrincipalReader } from '../ports/PrincipalReader';
import type { RolePolicyReader } from '../ports/RolePolicyReader';
import type { StackHistoryReader } from '../ports/StackHistory';
import type { TopicReader } from '../ports/TopicReader';

/**
 * The AWS operations that the backend's services need. `aws/` implements them, and tests replace
 * them with fakes.
 */
export interface AwsPorts {
  stacks: DatabaseStackReader & DatabaseStackWriter;
  history: StackHistoryReader;
  clusters: ClusterReader;
  snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
  engineVersions: EngineVersionReader;
  quotas: AccountQuotaReader;
  metrics: MetricReader;
  alarms: AlarmReader;
  load: LoadReader;
  logGroups: LogGroupReader;
  logEvents: LogEventReader;
  events: DatabaseEventReader;
  networks: NetworkReader;
  parameters: ParameterReader;
  rolePolicies: RolePolicyReader;
  identity: CallerIdentityReader;
  principals: PrincipalReader & PermissionSimulator;
  keys: KeyReader;
  topics: TopicReader;
}
