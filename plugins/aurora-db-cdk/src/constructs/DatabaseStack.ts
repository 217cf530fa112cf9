import type { SynthRequestInput } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Construct } from 'constructs';
import { parseSynthRequest } from '../synth/parseSynthRequest';
import { RequestedStack } from './RequestedStack';

/**
 * Properties of {@link DatabaseStack}. They are plain data, the same as in a portal's request.
 *
 * @public
 */
export interface DatabaseStackProps extends Omit<SynthRequestInput, 'protect'> {
  /**
   * Whether this template turns on the cluster's deletion protection. See {@link
   * DatabaseConstructProps}.
   *
   * @defaultValue config.deletionProtection
   */
  readonly protect?: boolean;
}

/**
 * A database as a separate stack in an existing network. Needs no CDK bootstrap, because it has no
 * assets and its template is sent inline. Its name follows from the database's name, e.g.
 * `goal-mandala-prd-database`.
 *
 * @public
 */
export class DatabaseStack extends RequestedStack {
  /** @throws InvalidSynthRequestError naming every value that is wrong */
  constructor(scope: Construct, id: string, props: DatabaseStackProps) {
    super(
      scope,
      id,
      parseSynthRequest({
        ...props,
        protect: props.protect ?? props.config.deletionProtection,
      }),
    );
  }
}
