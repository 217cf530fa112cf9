import { parseArgs } from 'node:util';
import { z } from 'zod';

/** The clients of a step: a number, or a share of the connections that are free (1 is all of them). */
export type StepSize = { clients: number } | { share: number };

/** More than any cluster takes: its max_connections is 5,000 at most. */
const mostClients = 6_000;
/** A longer step shows nothing new; in seconds. */
const longestStep = 3_600;

const text = z.string().min(1).optional();
const flag = z.boolean().default(false);
const schema = z.object({
  steps: z.string().transform(stepSizes).prefault('10%,25%,50%,75%,100%,110%'),
  seconds: wholeNumber(1, longestStep).prefault('60'),
  'think-ms': wholeNumber(0, 60_000).prefault('1000'),
  'lifetime-seconds': wholeNumber(0, longestStep).prefault('120'),
  charts: wholeNumber(1, 10_000).prefault('500'),
  limit: wholeNumber(1, mostClients).optional(),
  calm: wholeNumber(0, longestStep).prefault('180'),
  'metrics-wait': wholeNumber(0, longestStep).prefault('180'),
  report: text,
  cluster: text,
  secret: text,
  production: flag,
  clean: flag,
  help: flag,
});

/** The text of `npm run load -- --help`. */
export const usage = `
  --steps (10%,25%,50%,75%,100%,110%)  clients of each step: numbers, or shares of the free connections
  --seconds (60)             how long each step is measured
  --think-ms (1000)          average time between the planned requests of a client; 0: each follows the answer to the one before
  --lifetime-seconds (120)   average time that a client keeps a connection; 0: for the whole step
  --charts (500)             charts in the database of the test, each with 64 actions and 640 entries
  --limit                    most connections of the test: shows what happens past the limit and leaves connections to others
  --calm (180)               how long the capacity is watched after the last step, in seconds
  --metrics-wait (180)       longest wait for CloudWatch's last minute, in seconds
  --report                   folder of the report; reports/<time> by default
  --cluster                  identifier of the cluster; DATABASE_CLUSTER_ID by default, else the cluster that has the endpoint
  --secret                   secret of the database's owner, or several with commas between them; DATABASE_OWNER_SECRET_ID by default
  --production               allows a cluster that is tagged as production
  --clean                    only drops what killed runs have left
  --help                     only shows this help
`;

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

function stepSizes(sizes: string, context: z.RefinementCtx): StepSize[] {
  return sizes.split(',').map(part => {
    const [, digits, percent] = /^\s*(\d+)(%?)\s*$/.exec(part) ?? [];
    const number = Number(digits);
    const most = percent ? 200 : mostClients;
    if (digits === undefined || number < 1 || number > most) {
      context.addIssue(
        `has ${JSON.stringify(part)}: use clients, as 20, or a share of the free connections, as 50% (at most ${mostClients} or 200%)`,
      );
      return z.NEVER;
    }
    return percent ? { share: number / 100 } : { clients: number };
  });
}
