import { AccountReading } from './AccountReading';
import type { AlarmReader, AlarmReport } from './AlarmReader';

/** The alarms of each account that aren't OK, by name. */
export class AlarmStates extends AccountReading<Map<string, AlarmReport>> {
  constructor(reader: AlarmReader, now?: () => number) {
    super(environment => reader.listNotOk(environment), now);
  }
}
