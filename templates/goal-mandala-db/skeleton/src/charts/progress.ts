import { z } from 'zod';
import type { Database } from '../database/Database.ts';

/** Entries of a page of the list. */
const pageSize = 50;

export const newEntrySchema = z.object({
  recordedOn: z.iso.date(),
  percent: z.int().min(0).max(100),
  note: z.string().trim().max(2000).optional(),
});

/**
 * Records an action's progress on a day; a second entry of the same day replaces the first one.
 *
 * @returns false if the user has no such action
 */
export async function recordProgress(
  database: Database,
  {
    actionId,
    userId,
    entry,
  }: {
    actionId: string;
    userId: string;
    entry: z.infer<typeof newEntrySchema>;
  },
): Promise<boolean> {
  return database.transaction(
    async client => {
      if (
        !(await client.action.findFirst({ where: ownAction(actionId, userId) }))
      ) {
        return false;
      }
      const recordedOn = new Date(entry.recordedOn);
      const { percent, note = null } = entry;
      await client.progressEntry.upsert({
        where: { actionId_recordedOn: { actionId, recordedOn } },
        create: { actionId, recordedOn, percent, note },
        update: { percent, note },
      });
      return true;
    },
    { idempotent: true },
  );
}

/**
 * An action's entries, the latest first, a page at a time.
 *
 * @param before - the day of the last entry of the page before
 */
export async function listProgress(
  database: Database,
  {
    actionId,
    userId,
    before,
  }: { actionId: string; userId: string; before?: string },
) {
  const entries = await database.read(client =>
    client.progressEntry.findMany({
      where: {
        actionId,
        action: ownAction(actionId, userId),
        ...(before && { recordedOn: { lt: new Date(before) } }),
      },
      orderBy: { recordedOn: 'desc' },
      take: pageSize,
      select: { recordedOn: true, percent: true, note: true },
    }),
  );
  return entries.map(({ recordedOn, ...rest }) => ({
    recordedOn: recordedOn.toISOString().slice(0, 10),
    ...rest,
  }));
}

function ownAction(id: string, userId: string) {
  return { id, subGoal: { goal: { userId } } };
}
