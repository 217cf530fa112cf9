import { isTrue } from '../isTrue';
import {
  pick,
  type ProvisionedResource,
  type ResourceRequest,
} from '../ResourceType';
import { createOrAdopt } from '../whenMissing';
import { passwordManagement } from './passwordManagement';
import {
  afterRestore,
  insights,
  onCreation,
  onNew,
  settable,
} from './rdsClusterProperties';
import { availableRdsCluster, provisionedRdsCluster } from './readRdsCluster';
import { updateAssociatedRoles } from './updateAssociatedRoles';

/** The source of a restore to a time decides these. */
const ofSource = ['Engine', 'EngineMode', 'EngineVersion'];

/** Creates a cluster, or restores it from a snapshot or to a time. */
export async function createRdsCluster(
  request: ResourceRequest,
): Promise<ProvisionedResource> {
  const { properties, name, tags } = request;
  const source =
    properties.SourceDBClusterIdentifier ??
    properties.SourceDbClusterResourceId;
  const common = {
    ...pick(properties, [
      ...settable,
      ...onCreation.filter(
        property => source === undefined || !ofSource.includes(property),
      ),
    ]),
    ...insights(properties),
    DBClusterIdentifier: name,
    Tags: tags,
  };
  if (properties.SnapshotIdentifier !== undefined) {
    const input = {
      ...common,
      ...pick(properties, [
        'AvailabilityZones',
        'DatabaseName',
        'SnapshotIdentifier',
      ]),
    };
    await createOrAdopt(
      request.call('RestoreDBClusterFromSnapshot', input),
      request.resumed,
    );
  } else if (source !== undefined) {
    const input = {
      ...common,
      ...pick(properties, [
        'RestoreToTime',
        'RestoreType',
        'UseLatestRestorableTime',
        'SourceDbClusterResourceId',
      ]),
      SourceDBClusterIdentifier: properties.SourceDBClusterIdentifier,
      // If a template has both, the handler uses the latest time.
      ...(isTrue(properties.UseLatestRestorableTime) && {
        RestoreToTime: undefined,
      }),
    };
    await createOrAdopt(
      request.call('RestoreDBClusterToPointInTime', input),
      request.resumed,
    );
  } else {
    const input = {
      ...common,
      ...pick(properties, [...afterRestore, ...onNew]),
      ...passwordManagement(request),
    };
    await createOrAdopt(
      request.call('CreateDBCluster', input),
      request.resumed,
    );
  }
  await request.initiated(name);
  if (properties.SnapshotIdentifier !== undefined || source !== undefined) {
    await availableRdsCluster(request, name);
    await request.call('ModifyDBCluster', {
      ...pick(properties, [
        ...settable.filter(property => property !== 'Port'),
        ...afterRestore,
      ]),
      ...insights(properties),
      ...passwordManagement(request),
      DBClusterIdentifier: name,
      ApplyImmediately: true,
    });
  }
  await updateAssociatedRoles(request, name);
  return provisionedRdsCluster(request, name);
}
