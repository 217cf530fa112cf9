import { Prisma } from '../generated/prisma/client.ts';
import type { Database } from '../database/Database.ts';

/** Progress of an action: the percentage of its latest entry. */
interface LatestProgress {
  actionId: string;
  percent: number;
  recordedOn: Date;
}

/** The latest entry of each of many actions: one look into the index for each. */
const latestProgressOf = (actionIds: string[]) => Prisma.sql`
  SELECT wanted.id AS "actionId", latest.percent, latest.recorded_on AS "recordedOn"
    FROM unnest(${actionIds}::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT percent, recorded_on FROM progress_entries
       WHERE action_id = wanted.id ORDER BY recorded_on DESC LIMIT 1
    ) AS latest`;

/** Returns all that a chart's page shows, or undefined if the user has no such chart. */
export async function readChart(
  database: Database,
  { id, userId }: { id: string; userId: string },
) {
  return database.read(async client => {
    const goal = await client.goal.findFirst({
      where: { id, userId },
      include: {
        subGoals: {
          orderBy: { position: 'asc' },
          include: { actions: { orderBy: { position: 'asc' } } },
        },
      },
    });
    if (!goal) {
      return undefined;
    }
    const latest = new Map(
      (
        await client.$queryRaw<LatestProgress[]>(
          latestProgressOf(
            goal.subGoals.flatMap(({ actions }) =>
              actions.map(each => each.id),
            ),
          ),
        )
      ).map(each => [each.actionId, each]),
    );
    return {
      id: goal.id,
      title: goal.title,
      dueOn: goal.dueOn,
      subGoals: goal.subGoals.map(subGoal => ({
        id: subGoal.id,
        position: subGoal.position,
        title: subGoal.title,
        actions: subGoal.actions.map(action => ({
          id: action.id,
          position: action.position,
          title: action.title,
          percent: latest.get(action.id)?.percent ?? 0,
        })),
      })),
    };
  });
}
