import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../database/Database.ts';

/** A mandala chart has eight sub-goals, each with eight actions. */
const positions = 8;

const title = z.string().trim().min(1).max(200);

/** A whole chart, as a user fills it in. */
export const newChartSchema = z.object({
  title,
  dueOn: z.iso.date().optional(),
  subGoals: z
    .array(z.object({ title, actions: z.array(title).length(positions) }))
    .length(positions),
});

export type NewChart = z.infer<typeof newChartSchema>;

/** The owner of a chart, who is stored with the first one. */
export const ownerSchema = z.object({
  id: z.uuid(),
  email: z
    .email({
      error: ({ input }) =>
        input === undefined
          ? 'the token has no claim "email": send the ID token, or add the claim to access tokens'
          : undefined,
    })
    .max(320)
    .toLowerCase(),
  name: z.string().trim().min(1).max(100),
});

export type Owner = z.infer<typeof ownerSchema>;

/** The result of creating a chart. */
export type Creation =
  /** The chart exists, from now or from an earlier try. */
  | 'created'
  /** Another user has a chart with this id. */
  | 'not yours'
  /** Another user, with another id, has this e-mail address. */
  | 'email taken';

/**
 * Creates a chart with all that belongs to it, or nothing.
 *
 * @param id - the chart's, chosen by the caller: creating it again under the same id changes
 *   nothing
 * @param user - made with the first chart; found by its id afterwards, which is the `sub` of the
 *   login
 */
export async function createChart(
  database: Database,
  { id, user, chart }: { id: string; user: Owner; chart: NewChart },
): Promise<Creation> {
  return database.transaction(
    async client => {
      await client.user.createMany({ data: user, skipDuplicates: true });
      // Skipped, it is this user or another one with the same e-mail address.
      if (!(await client.user.findUnique({ where: { id: user.id } }))) {
        return 'email taken';
      }
      const { count } = await client.goal.createMany({
        data: {
          id,
          userId: user.id,
          title: chart.title,
          dueOn: chart.dueOn && new Date(chart.dueOn),
        },
        skipDuplicates: true,
      });
      if (count === 0) {
        const own = await client.goal.findFirst({
          where: { id, userId: user.id },
          select: { id: true },
        });
        return own ? 'created' : 'not yours';
      }
      const subGoals = chart.subGoals.map((subGoal, index) => ({
        id: randomUUID(),
        goalId: id,
        position: index + 1,
        title: subGoal.title,
      }));
      await client.subGoal.createMany({ data: subGoals });
      await client.action.createMany({
        data: chart.subGoals.flatMap(({ actions }, index) =>
          actions.map((action, place) => ({
            subGoalId: subGoals[index]?.id ?? '',
            position: place + 1,
            title: action,
          })),
        ),
      });
      return 'created';
    },
    { idempotent: true },
  );
}
