import {
  createMessage,
  type HealthRange,
  type Message,
  type StatementTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { ValuedStatement } from '../ports/LoadReader';
import { NotFoundError } from '../ports/errors/userErrors';
import {
  describeProblems,
  type InstanceProblem,
  problemOf,
} from './describeProblems';
import type { InstanceReads } from './InstanceReads';
import type { LoadReadings, ReadableInstance } from './LoadReadings';
import { roundLoad } from './LoadSeries';

/** The number of statements with values of an answer. */
const mostTexts = 10;
/** The number of whole texts that are read. Each is a call. */
const mostWhole = 3;

interface Found {
  valued: ValuedStatement[];
  /** Whether the instance has the tokenized statement. */
  isKnown: boolean;
  problems: InstanceProblem[];
}

/**
 * Reads the statements behind a tokenized one. A reading of the load contains the first 500 bytes
 * of the statements with the greatest load, so most requests make no call.
 */
export class StatementTextReads {
  readonly #readings: LoadReadings;
  readonly #reads: InstanceReads;

  constructor(readings: LoadReadings) {
    this.#readings = readings;
    this.#reads = readings.instanceReads;
  }

  /** Throws a NotFoundError if the statement is not among those with the greatest load. */
  async read(
    located: LocatedCluster,
    statementId: string,
    range: HealthRange,
  ): Promise<StatementTexts> {
    const { instances, off, unreadable } =
      await this.#readings.readable(located);
    const found = await Promise.all(
      instances.map(instance =>
        this.#find(located, instance, statementId, range),
      ),
    );
    const problems = [
      ...off.map(instanceId => ({ kind: 'off' as const, instanceId })),
      ...found.flatMap(one => one.problems),
    ];
    const [unavailable]: Array<Message | undefined> = [
      unreadable,
      ...describeProblems(located, problems, instances.length + off.length),
    ].filter(message => message !== undefined);
    if (!unavailable && !found.some(({ isKnown }) => isKnown)) {
      throw new NotFoundError(
        createMessage('insight.statementUnknown', {
          statementId,
          entityRef: located.entityRef,
          range,
        }),
      );
    }
    return {
      id: statementId,
      ...(unavailable && { unavailable }),
      items: toItems(found.flatMap(({ valued }) => valued)),
    };
  }

  async #find(
    { environment }: LocatedCluster,
    { id: instanceId, resourceId }: ReadableInstance,
    id: string,
    range: HealthRange,
  ): Promise<Found> {
    const [load, statements] = await this.#reads.get(environment, resourceId, [
      { kind: 'load', range },
      { kind: 'statements', range },
    ]);
    if (load?.value?.kind !== 'load') {
      return {
        valued: [],
        isKnown: false,
        problems: [problemOf(instanceId, load ?? { waitMs: 0 })],
      };
    }
    const known = [
      ...load.value.load.statements,
      ...(statements?.value?.kind === 'statements'
        ? statements.value.statements
        : []),
    ];
    const statement = known.find(one => one.id === id);
    if (!statement) {
      return { valued: [], isKnown: false, problems: [] };
    }
    const problems: InstanceProblem[] = [];
    let valued = (load.value.load.valued ?? []).filter(
      ({ statementId }) => statementId === id,
    );
    if (valued.length === 0) {
      const [reading] = await this.#reads.get(environment, resourceId, [
        { kind: 'valued', range, id: statement.sourceId ?? id },
      ]);
      if (reading?.value?.kind === 'valued') {
        valued = reading.value.valued;
      } else {
        problems.push(problemOf(instanceId, reading ?? { waitMs: 0 }));
      }
    }
    const whole = await this.#wholeTexts(
      environment,
      resourceId,
      valued.filter(({ isCut }) => isCut).slice(0, mostWhole),
    );
    problems.push(...whole.problems);
    return {
      valued: valued.map(one => {
        const text = whole.texts.get(one.id);
        return text === undefined ? one : { ...one, text, isCut: false };
      }),
      isKnown: true,
      problems,
    };
  }

  async #wholeTexts(
    environment: LocatedCluster['environment'],
    resourceId: string,
    cut: ValuedStatement[],
  ): Promise<{ texts: Map<string, string>; problems: InstanceProblem[] }> {
    const readings = await this.#reads.get(
      environment,
      resourceId,
      cut.map(({ id }) => ({ kind: 'text', id })),
    );
    const texts = new Map<string, string>();
    const problems: InstanceProblem[] = [];
    readings.forEach(({ value, failure, waitMs }, index) => {
      const id = cut[index]?.id ?? '';
      if (value?.kind === 'text' && value.text !== undefined) {
        texts.set(id, value.text);
      } else if (!value && !failure) {
        // The beginning of the text is an answer, and the rest follows.
        problems.push({ kind: 'waiting', waitMs });
      }
    });
    return { texts, problems };
  }
}

/** Sums equal texts. The greatest load comes first. */
function toItems(all: ValuedStatement[]): StatementTexts['items'] {
  const loads = new Map<string, number>();
  for (const { text, isCut, sessions } of all) {
    const shown = isCut ? `${text}…` : text;
    loads.set(shown, (loads.get(shown) ?? 0) + sessions);
  }
  return [...loads]
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostTexts)
    .map(([text, load]) => ({ text, load: roundLoad(load) }));
}
