import type { LoggerService } from '@backstage/backend-plugin-api';
import { DatabaseConnectionLimits } from '../database/connections/DatabaseConnectionLimits';
import { ExistingAlarms } from '../health/existing/ExistingAlarms';
import { LoadReadings } from '../insight/LoadReadings';
import { EventReads } from '../operations/EventReads';
import { OperationReads } from '../operations/OperationReads';
import { AlarmStates } from '../readings/AlarmStates';
import { CoalescedMetrics } from '../readings/CoalescedMetrics';
import { ConnectionSettingReads } from '../readings/ConnectionSettings';
import { DefinedAlarms } from '../readings/DefinedAlarms';
import { ParameterGroups } from '../readings/ParameterGroups';
import {
  clusterLookup,
  instanceLookup,
  stackLookup,
} from '../readings/lookups';
import type { Telemetry } from '../ports/Telemetry';
import type { SharedCache } from '../readings/SharedCache';
import type { AwsPorts } from './AwsPorts';

/** What the backend reads from AWS, each with its cache. */
export function createReadings(
  ports: AwsPorts,
  reading: {
    shared: SharedCache | undefined;
    telemetry: Telemetry;
    logger: LoggerService;
  },
) {
  const stacks = stackLookup(ports.stacks, reading);
  const clusters = clusterLookup(ports.clusters, reading);
  const instances = instanceLookup(ports.clusters, reading);
  const connectionLimits = new DatabaseConnectionLimits(
    new ConnectionSettingReads(new ParameterGroups(ports.parameters, reading)),
  );
  const metrics = new CoalescedMetrics(ports.metrics, reading);
  const alarms = new AlarmStates(ports.alarms, reading);
  const existingAlarms = new ExistingAlarms({
    states: alarms,
    defined: new DefinedAlarms(ports.alarms, reading),
  });
  const operationReads = new OperationReads(ports, reading);
  const loads = new LoadReadings({ ...reading, load: ports.load, instances });
  const eventReads = new EventReads(ports.events, reading);
  return {
    stacks,
    clusters,
    instances,
    connectionLimits,
    metrics,
    alarms,
    existingAlarms,
    operationReads,
    loads,
    eventReads,
  };
}
