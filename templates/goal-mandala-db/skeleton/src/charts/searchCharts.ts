import { Prisma } from '../generated/prisma/client.ts';
import type { Database } from '../database/Database.ts';

/** Largest number of hits. */
const mostHits = 50;

/** A goal, sub-goal or action whose title has the text, and the chart that it is on. */
export interface Hit {
  kind: 'goal' | 'subGoal' | 'action';
  goalId: string;
  title: string;
}

/** Finds titles that contain a text, in any case. From three letters on, an index serves it. */
const titlesWith = (text: string) => {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return Prisma.sql`
    (SELECT 'goal' AS kind, id AS "goalId", title FROM goals
      WHERE title ILIKE ${pattern} LIMIT ${mostHits})
    UNION ALL
    (SELECT 'subGoal', goal_id, title FROM sub_goals
      WHERE title ILIKE ${pattern} LIMIT ${mostHits})
    UNION ALL
    (SELECT 'action', sub_goals.goal_id, actions.title
       FROM actions JOIN sub_goals ON sub_goals.id = actions.sub_goal_id
      WHERE actions.title ILIKE ${pattern} LIMIT ${mostHits})
    LIMIT ${mostHits}`;
};

/** What of everybody's charts has a text in its title: charts are for an organisation to see. */
export async function searchCharts(
  database: Database,
  text: string,
): Promise<Hit[]> {
  return database.read(client => client.$queryRaw<Hit[]>(titlesWith(text)));
}
