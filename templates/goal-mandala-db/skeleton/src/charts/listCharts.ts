import type { Database } from '../database/Database.ts';

/** Largest number of charts in the list. */
const mostCharts = 50;

/** A user's charts, the one that changed last first. */
export async function listCharts(database: Database, userId: string) {
  return database.read(client =>
    client.goal.findMany({
      where: { userId },
      orderBy: { updatedAt: 'desc' },
      take: mostCharts,
      select: { id: true, title: true, dueOn: true, updatedAt: true },
    }),
  );
}
