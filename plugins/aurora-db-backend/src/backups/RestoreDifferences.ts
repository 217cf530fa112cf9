import {
  createMessage,
  type Message,
  type PlanDifference,
  type planDifferenceAspects,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ParameterReader } from '../ports/ParameterReader';
import { basicDifferences } from './basicDifferences';
import type { ExistingRestore } from './ExistingRestore';
import { ParameterDifferences } from './ParameterDifferences';

type Aspect = (typeof planDifferenceAspects)[number];

/** Finds out how a restored database differs from a source that the portal did not create. */
export class RestoreDifferences {
  readonly #parameters: ParameterDifferences;

  constructor(parameters: ParameterReader) {
    this.#parameters = new ParameterDifferences(parameters);
  }

  /**
   * @param template - of the new database, as JSON. Without one, its parameters are unknown.
   */
  async list(
    restore: ExistingRestore,
    template?: string,
  ): Promise<PlanDifference[]> {
    const of = (aspect: Aspect, messages: Message[]): PlanDifference[] =>
      messages.map(message => ({ aspect, message }));
    return [
      ...basicDifferences(restore),
      ...of('alarms', [createMessage('difference.alarms')]),
      ...(template
        ? of('parameters', await this.#parameters.list(restore, template))
        : []),
    ];
  }
}
