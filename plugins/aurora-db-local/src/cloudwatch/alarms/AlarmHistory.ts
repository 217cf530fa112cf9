import { z } from 'zod';
import type { Collection, Scope } from '../../service/AwsService';

/** AWS keeps 30 days. This keeps the latest hundred entries of an alarm within 30 days. */
const retentionMs = 30 * 24 * 60 * 60_000;
const maxEntries = 100;

const historyItemTypeSchema = z.enum([
  'ConfigurationUpdate',
  'StateUpdate',
  'Action',
]);

const historyEntrySchema = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  type: historyItemTypeSchema,
  summary: z.string(),
  /** JSON. */
  data: z.string(),
  alarmType: z.enum(['MetricAlarm', 'CompositeAlarm']).default('MetricAlarm'),
});

export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export type AlarmType = HistoryEntry['alarmType'];

export const alarmHistorySchema = z.object({
  alarmName: z.string(),
  entries: z.array(historyEntrySchema),
});

/** The history of alarms, also of deleted ones. The oldest entry comes first. */
export class AlarmHistory {
  readonly #collection: Collection<z.infer<typeof alarmHistorySchema>>;

  constructor(collection: Collection<z.infer<typeof alarmHistorySchema>>) {
    this.#collection = collection;
  }

  async add(
    scope: Scope,
    alarmName: string,
    entry: HistoryEntry,
  ): Promise<void> {
    const before = this.#collection.get(scope, alarmName)?.entries ?? [];
    const entries = [...before, entry]
      .filter(({ at }) => at > entry.at - retentionMs)
      .slice(-maxEntries);
    await this.#collection.put(scope, alarmName, { alarmName, entries });
  }

  /** The history of one alarm, or of all of an account and region. */
  list(
    scope: Scope,
    alarmName?: string,
  ): Array<HistoryEntry & { alarmName: string }> {
    return this.#collection
      .list(scope)
      .filter(
        history => alarmName === undefined || history.alarmName === alarmName,
      )
      .flatMap(({ alarmName: name, entries }) =>
        entries.map(entry => ({ ...entry, alarmName: name })),
      );
  }

  async clear(): Promise<void> {
    await this.#collection.clear();
  }
}
