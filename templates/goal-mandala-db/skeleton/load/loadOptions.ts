import { parseArgs } from 'node:util';
import { z } from 'zod';

/** The clients of a step: a number, or a share of the connections that are free (1 is all of them). */
export type StepSize = { clients: number } | { share: number };

/** More than any cluster takes: its max_connections is 5,000 at most. */
const mostClients = 6_000;
/** A longer step shows nothing new; in seconds. */
const longestStep = 3_600;

const schema = z.object({
  steps: z
    .string()
    .transform(stepSizes)
    .prefault('10%,25%,50%,75%,100%,110%')
    .describe(
      'clients of each step: numbers, or shares of the free connections',
    ),
  seconds: wholeNumber(1, longestStep)
    .prefault('60')
    .describe('how long each step is measured'),
  'think-ms': wholeNumber(0, 60_000)
    .prefault('1000')
    .describe(
      'average time between the planned requests of a client; 0: each follows the answer to the one before',
    ),
  'lifetime-seconds': wholeNumber(0, longestStep)
    .prefault('120')
    .describe(
      'average time that a client keeps a connection; 0: for the whole step',
    ),
  charts: wholeNumber(1, 10_000)
    .prefault('500')
    .describe(
      'charts in the database of the test, each with 64 actions and 640 entries',
    ),
  limit: wholeNumber(1, mostClients)
    .optional()
    .describe(
      'most connections of the test: shows what happens past the limit and leaves connections to others',
    ),
  calm: wholeNumber(0, longestStep)
    .prefault('180')
    .describe(
      'how long the capacity is watched after the last step, in seconds',
    ),
  'metrics-wait': wholeNumber(0, longestStep)
    .prefault('180')
    .describe(
      "how long the test waits for CloudWatch's last minute at most, in seconds",
    ),
  report: text('folder of the report; reports/<time> by default'),
  cluster: text(
    'identifier of the cluster; DATABASE_CLUSTER_ID by default, else the cluster that has the endpoint',
  ),
  secret: text(
    "secret of the database's owner, or several with commas between them; DATABASE_OWNER_SECRET_ID by default",
  ),
  production: flag('allows a cluster that is tagged as production'),
  clean: flag('only drops what killed runs have left'),
  help: flag('only shows this help'),
});

/** Each option on the command line: `type`, `default` and `description`. */
const definitions = z
  .record(
    z.string(),
    z.object({
      type: z.enum(['string', 'boolean']),
      default: z.unknown().optional(),
      description: z.string(),
    }),
  )
  .parse(z.toJSONSchema(schema, { io: 'input' }).properties);

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
  const { values } = parseArgs({
    args,
    options: Object.fromEntries(
      Object.entries(definitions).map(([name, { type }]) => [name, { type }]),
    ),
  });
  const cluster = values.cluster ?? variables.DATABASE_CLUSTER_ID;
  const parsed = schema.safeParse({ ...values, cluster });
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues
        .map(({ path, message }) => `--${path.join('.')} ${message}`)
        .join('\n'),
    );
  }
  return parsed.data;
}

/** The text of `npm run load -- --help`. */
export const usage = Object.entries(definitions)
  .map(
    ([name, { type, default: value, description }]) =>
      `  --${name}${type === 'string' && value ? ` (${value})` : ''}\n        ${description}\n`,
  )
  .join('');

function text(meaning: string) {
  return z.string().min(1).optional().describe(meaning);
}

function flag(meaning: string) {
  return z.boolean().default(false).describe(meaning);
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
