import { parseArgs } from 'node:util';
import { z } from 'zod';

/** The text of `npm run load -- --help`. */
export const usage = `
  --steps (10%,25%,50%,75%,100%,110%)  clients of each step: numbers, or shares of the free connections
  --seconds (60)             how long each step is measured
  --think-ms (1000)          average time between the planned requests of a client
  --lifetime-seconds (120)   average time that a client keeps a connection
  --charts (500)             charts in the database of the test, each with 64 actions and 640 entries
  --limit                    most connections of the test; leaves connections to others
  --calm (180)               how long the capacity is watched after the last step, in seconds
  --report                   folder of the report; reports/<time> by default
  --cluster                  identifier of the cluster; DATABASE_CLUSTER_ID by default, else the cluster that has the endpoint
  --secret                   secret of the database's owner, or several with commas between them; DATABASE_OWNER_SECRET_ID by default
  --production               allows a cluster that is tagged as production
  --help                     only shows this help
`;

const hour = 3_600;
const stepSize = '([1-9]\\d{0,3}|([1-9]\\d?|1\\d\\d|200)%)';
const text = z.string().min(1).optional();
const flag = z.boolean().default(false);
const schema = z.object({
  steps: z
    .string()
    .regex(new RegExp(`^${stepSize}(,${stepSize})*$`), {
      error: ({ input }) =>
        `is ${JSON.stringify(input)}: use clients, as 20, or shares of the free connections, as 50%, with commas between them (at most 9999 or 200%)`,
    })
    .transform(steps => steps.split(','))
    .prefault('10%,25%,50%,75%,100%,110%'),
  seconds: wholeNumber(1, hour).prefault('60'),
  'think-ms': wholeNumber(1, 60_000).prefault('1000'),
  'lifetime-seconds': wholeNumber(1, hour).prefault('120'),
  charts: wholeNumber(1, 10_000).prefault('500'),
  // No cluster has more connections.
  limit: wholeNumber(1, 5_000).optional(),
  calm: wholeNumber(0, hour).prefault('180'),
  report: text,
  cluster: text,
  secret: text,
  production: flag,
  help: flag,
});

export type LoadOptions = z.infer<typeof schema>;

/**
 * Reads the command line of `npm run load`.
 *
 * @throws an error that names the option, its value and the values that are allowed
 */
export function loadOptions(
  args: string[],
  variables: NodeJS.ProcessEnv = process.env,
): LoadOptions {
  const options = Object.entries(schema.shape).map(([name, option]) => {
    const type = option === flag ? ('boolean' as const) : ('string' as const);
    return [name, { type }] as const;
  });
  const { values } = parseArgs({ args, options: Object.fromEntries(options) });
  const cluster = values.cluster ?? variables.DATABASE_CLUSTER_ID;
  const { data, error } = schema.safeParse({ ...values, cluster });
  if (!data) {
    throw new Error(
      error.issues
        .map(({ path, message }) => `--${path.join('.')} ${message}`)
        .join('\n'),
    );
  }
  return data;
}

function wholeNumber(least: number, most: number) {
  const error = ({ input }: { input?: unknown }) =>
    `is ${JSON.stringify(input)}: use a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .pipe(z.number().min(least, { error }).max(most, { error }));
}
