import { parseArgs } from 'node:util';
import { z } from 'zod';

/** How many clients a step has: a number, or a share of the connections that are free (1 is all of them). */
export type StepSize = { clients: number } | { share: number };

/** More than any cluster takes: its max_connections is 5,000 at most. */
const mostClients = 6_000;
/** A longer step tells nothing new; in seconds. */
const longestStep = 3_600;

const definitions = {
  steps: {
    type: 'string',
    default: '10%,25%,50%,75%,100%,110%',
    meaning:
      'clients of each step: numbers, or shares of the connections that are free',
  },
  seconds: {
    type: 'string',
    default: '60',
    meaning: 'how long each step is measured',
  },
  'think-ms': {
    type: 'string',
    default: '1000',
    meaning:
      'how far apart the requests of a client are planned, on average; 0: each follows the answer to the one before',
  },
  'lifetime-seconds': {
    type: 'string',
    default: '120',
    meaning:
      'how long a client keeps a connection, on average; 0: for the whole step',
  },
  charts: {
    type: 'string',
    default: '500',
    meaning:
      'charts in the database of the test, each with 64 actions and 640 entries',
  },
  limit: {
    type: 'string',
    meaning:
      'connections that the test may have at most: shows what happens past the limit and leaves the others their connections',
  },
  calm: {
    type: 'string',
    default: '180',
    meaning: 'how long the capacity is watched after the last step, in seconds',
  },
  'metrics-wait': {
    type: 'string',
    default: '180',
    meaning:
      "how long CloudWatch's last minute is waited for at most, in seconds",
  },
  report: {
    type: 'string',
    meaning: 'folder of the report; reports/<time> by default',
  },
  cluster: {
    type: 'string',
    meaning:
      'identifier of the cluster; DATABASE_CLUSTER_ID by default, else the one that has the endpoint',
  },
  secret: {
    type: 'string',
    meaning:
      "secret of the database's owner, or several with commas between them; DATABASE_OWNER_SECRET_ID by default",
  },
  production: {
    type: 'boolean',
    default: false,
    meaning: 'loads a cluster that is tagged as production, too',
  },
  clean: {
    type: 'boolean',
    default: false,
    meaning: 'only drops what runs that were killed have left',
  },
  help: { type: 'boolean', default: false, meaning: 'only says this' },
} as const;

const schema = z.object({
  steps: z.string().transform(stepSizes),
  seconds: wholeNumber(1, longestStep),
  'think-ms': wholeNumber(0, 60_000),
  'lifetime-seconds': wholeNumber(0, longestStep),
  charts: wholeNumber(1, 10_000),
  limit: wholeNumber(1, mostClients).optional(),
  calm: wholeNumber(0, longestStep),
  'metrics-wait': wholeNumber(0, longestStep),
  report: z.string().min(1).optional(),
  cluster: z.string().min(1).optional(),
  secret: z.string().min(1).optional(),
  production: z.boolean(),
  clean: z.boolean(),
  help: z.boolean(),
});

export type LoadOptions = z.infer<typeof schema>;

/**
 * Reads the command line of `npm run load`.
 *
 * @throws an error that names the option, its value and what it may be
 */
export function loadOptions(
  args: string[],
  variables: NodeJS.ProcessEnv = process.env,
): LoadOptions {
  const { values } = parseArgs({ args, options: definitions });
  const parsed = schema.safeParse({
    ...values,
    cluster: values.cluster ?? variables.DATABASE_CLUSTER_ID,
  });
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues
        .map(({ path, message }) => `--${path.join('.')} ${message}`)
        .join('\n'),
    );
  }
  return parsed.data;
}

/** What `npm run load -- --help` says. */
export const usage = Object.entries(definitions)
  .map(([name, definition]) => {
    const value =
      'default' in definition && definition.type === 'string'
        ? ` (${definition.default})`
        : '';
    return `  --${name}${value}\n        ${definition.meaning}\n`;
  })
  .join('');

function wholeNumber(least: number, most: number) {
  const error = ({ input }: { input?: unknown }) =>
    `is ${JSON.stringify(input)}: use a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .pipe(z.number().min(least, { error }).max(most, { error }));
}

function stepSizes(text: string, context: z.RefinementCtx): StepSize[] {
  return text.split(',').map(part => {
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
