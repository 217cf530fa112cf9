import { DatabaseConnectionLimits } from '../../database/connections/DatabaseConnectionLimits';
import type { ParameterReader } from '../../ports/ParameterReader';
import { ConnectionSettingReads } from '../../readings/ConnectionSettings';
import { ParameterGroups } from '../../readings/ParameterGroups';

/** Connection limits by parameter groups in which nobody set a value. */
export function knownConnectionLimits(
  reader: Partial<ParameterReader> = {},
): DatabaseConnectionLimits {
  return new DatabaseConnectionLimits(
    new ConnectionSettingReads(
      new ParameterGroups({
        readSet: async () => new Map(),
        readDefaults: async () =>
          new Map([
            ['max_connections', 'LEAST({DBInstanceClassMemory/9531392},5000)'],
          ]),
        ...reader,
      }),
    ),
  );
}
