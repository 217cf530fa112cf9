import { AccountReading, type AccountReadingOptions } from './AccountReading';
import type { AlarmReader, AlarmReport } from '../ports/AlarmReader';
import { alarmReportSchema } from './sharedSchemas';

/** The alarms of each account that aren't OK, by name. */
export class AlarmStates extends AccountReading<AlarmReport> {
  constructor(
    reader: Pick<AlarmReader, 'listNotOk'>,
    options?: AccountReadingOptions,
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
