import {
  type AlarmDetails,
  type AlarmReader,
  databaseNamespace,
} from '../ports/AlarmReader';
import { AccountReading, type AccountReadingOptions } from './AccountReading';
import { alarmDetailsSchema } from './sharedSchemas';

const minute = 60_000;
/** Shortest time between two readings of an account, in ms. People rarely define alarms. */
const atLeastMs = 10 * minute;
/** Maximum calls per minute, on average. CloudWatch returns 100 alarms per call. */
const callsPerMinute = 2;

/**
 * The alarms of each account with their conditions, by name. A new one that
 * is not OK appears in {@link AlarmStates} within a minute.
 */
export class DefinedAlarms extends AccountReading<AlarmDetails> {
  constructor(
    reader: Pick<AlarmReader, 'listDetails'>,
    options?: AccountReadingOptions,
  ) {
    super(
      {
        name: 'alarm-definitions',
        schema: alarmDetailsSchema,
        read: async environment => {
          const found = await reader.listDetails(environment);
          return new Map(found.map(alarm => [alarm.name, ofDatabases(alarm)]));
        },
        freshMs: count =>
          Math.max(atLeastMs, (count / 100 / callsPerMinute) * minute),
      },
      options,
    );
  }
}

/** Drops what alarms about other services watch. An account can have thousands of these. */
function ofDatabases(alarm: AlarmDetails): AlarmDetails {
  const { name, type, metrics } = alarm;
  return type === 'composite' ||
    metrics.some(({ namespace }) => namespace === databaseNamespace)
    ? alarm
    : { name, type, metrics: [] };
}
