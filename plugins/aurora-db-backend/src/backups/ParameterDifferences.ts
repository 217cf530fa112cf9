import {
  createMessage,
  type Message,
  parameterGroupFamily,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parametersOfTemplate } from '../database/templates/parametersOfTemplate';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { ParameterReader } from '../ports/ParameterReader';
import type { ExistingRestore } from './ExistingRestore';

type Values = ReadonlyMap<string, string>;
type Group = Parameters<ParameterReader['readSet']>[1];

/** Longest value in a message, in characters. */
const longestValue = 200;

/** Compares the parameters that users set in the source with those of the portal. */
export class ParameterDifferences {
  readonly #reader: ParameterReader;

  constructor(reader: ParameterReader) {
    this.#reader = reader;
  }

  /**
   * Returns a message for each parameter of the source whose value the new database does not have.
   * Another message names those that only the portal sets.
   *
   * @param template - of the new database, as JSON
   */
  async list(restore: ExistingRestore, template: string): Promise<Message[]> {
    const { source, engineVersion } = restore;
    const { environment } = source;
    try {
      const [theirs, defaults] = await Promise.all([
        this.#readSource(restore),
        this.#reader.readDefaults(
          environment,
          parameterGroupFamily(engineVersion),
        ),
      ]);
      return compare(
        theirs,
        parametersOfTemplate(template),
        defaults ?? new Map(),
      );
    } catch (error) {
      // The portal may not be allowed to read them. A restore is possible all the same.
      if (error instanceof AwsUnavailableError) {
        return [
          createMessage('difference.parametersUnknown', {
            reason: error.message,
          }),
        ];
      }
      throw error;
    }
  }

  /**
   * Returns the values of the cluster, as each group of its instances overrides them. Without
   * instances, those of the cluster alone.
   */
  async #readSource({
    source: { environment },
    live,
    instances,
  }: ExistingRestore): Promise<Values[]> {
    const groups = new Set(
      instances.map(({ parameterGroup }) => parameterGroup),
    );
    const [ofCluster, ...ofInstances] = await Promise.all([
      this.#readSet(environment, 'cluster', live.parameterGroup),
      ...[...groups]
        .sort()
        .map(name => this.#readSet(environment, 'instance', name)),
    ]);
    return ofInstances.length === 0
      ? [ofCluster]
      : ofInstances.map(values => new Map([...ofCluster, ...values]));
  }

  async #readSet(
    environment: EnvironmentConfig,
    kind: Group['kind'],
    name: string | undefined,
  ): Promise<Values> {
    // Users cannot change RDS's default groups.
    if (!name || name.startsWith('default.')) {
      return new Map();
    }
    return (
      (await this.#reader.readSet(environment, { kind, name })) ?? new Map()
    );
  }
}

/** @param theirs - of each kind of instance */
function compare(
  theirs: readonly Values[],
  ours: Values,
  defaults: Values,
): Message[] {
  // Instances with groups of their own can differ. Each value is named once.
  const settings = new Map(
    theirs
      .flatMap(values => [...values])
      .map(setting => [JSON.stringify(setting), setting]),
  );
  const lost = [...settings.values()].sort().flatMap(([parameter, text]) => {
    const own = ours.get(parameter) ?? defaults.get(parameter);
    const value = shortened(text);
    if (own === text) {
      return [];
    }
    return own === undefined
      ? [createMessage('difference.parameterUnset', { parameter, value })]
      : [
          createMessage('difference.parameter', {
            parameter,
            value,
            own: shortened(own),
          }),
        ];
  });
  const added = [...ours]
    .filter(
      ([parameter, value]) =>
        !theirs.some(values => values.has(parameter)) &&
        defaults.get(parameter) !== value,
    )
    .map(([parameter, value]) => `${parameter}=${shortened(value)}`);
  return added.length === 0
    ? lost
    : [
        ...lost,
        createMessage('difference.parametersAdded', {
          parameters: added.sort().join(', '),
        }),
      ];
}

function shortened(value: string): string {
  return value.length > longestValue
    ? `${value.slice(0, longestValue)}…`
    : value;
}
