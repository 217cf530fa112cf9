import { AccountReading } from './AccountReading';
import type { AlarmReader, AlarmReport } from '../ports/AlarmReader';
import type { SharedCache } from './SharedCache';
import { alarmReportSchema } from './sharedSchemas';

/** The alarms of each account that aren't OK, by name. */
export class AlarmStates extends AccountReading<AlarmReport> {
  constructor(
    reader: AlarmReader,
    options?: { now?: () => number; shared?: SharedCache },
  ) {
    super(
      {
        name: 'alarms',
        schema: alarmReportSchema,
        read: environment => reader.listNotOk(environment),
      },
      options,
    );
  }
}
