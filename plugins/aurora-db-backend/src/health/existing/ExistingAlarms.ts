import type { AlarmDetails, AlarmReport } from '../../ports/AlarmReader';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import { AwsUnavailableError } from '../../ports/errors/AwsUnavailableError';
import type { AlarmStates } from '../../readings/AlarmStates';
import type { DefinedAlarms } from '../../readings/DefinedAlarms';
import type { Reading } from '../../readings/Reading';
import { AlarmIndex } from './AlarmIndex';

type Defined = ReadonlyMap<string, AlarmDetails>;

interface Indexed {
  defined: Defined | undefined;
  index: AlarmIndex;
}

/** The alarms of other tools, with their states of this minute. */
export class ExistingAlarms {
  readonly #states: Pick<AlarmStates, 'read'>;
  readonly #defined: Pick<DefinedAlarms, 'read'>;
  /** The newest index of each reading of states. */
  readonly #indexes = new WeakMap<ReadonlyMap<string, AlarmReport>, Indexed>();

  constructor(options: {
    states: Pick<AlarmStates, 'read'>;
    defined: Pick<DefinedAlarms, 'read'>;
  }) {
    this.#states = options.states;
    this.#defined = options.defined;
  }

  /**
   * Returns the same index until a reading changes. If only the definitions cannot be read, the
   * index has the alarms that are not OK. Throws an AwsUnavailableError if the states cannot be
   * read and no older ones are known.
   */
  async read(environment: EnvironmentConfig): Promise<Reading<AlarmIndex>> {
    const [states, defined] = await Promise.all([
      this.#states.read(environment),
      this.#attemptDefined(environment),
    ]);
    const failure = states.failure ?? defined.failure;
    return {
      value: this.#index(defined.value, states.value),
      readAt: states.readAt,
      ...(failure && { failure }),
    };
  }

  async #attemptDefined(
    environment: EnvironmentConfig,
  ): Promise<Partial<Reading<Defined>>> {
    try {
      return await this.#defined.read(environment);
    } catch (error) {
      if (error instanceof AwsUnavailableError) {
        return { failure: error };
      }
      throw error;
    }
  }

  #index(
    defined: Defined | undefined,
    states: ReadonlyMap<string, AlarmReport>,
  ): AlarmIndex {
    const known = this.#indexes.get(states);
    if (known && known.defined === defined) {
      return known.index;
    }
    const index = new AlarmIndex(defined, states);
    this.#indexes.set(states, { defined, index });
    return index;
  }
}
