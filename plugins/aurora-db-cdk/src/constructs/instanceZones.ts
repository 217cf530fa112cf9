import type { ISubnet } from 'aws-cdk-lib/aws-ec2';
import { InvalidSynthRequestError } from '../synth/InvalidSynthRequestError';

/**
 * The zones of writer and reader: the first two zones of the subnets.
 *
 * @throws InvalidSynthRequestError if all subnets are in one zone, which Aurora does not accept
 */
export function instanceZones(subnets: ISubnet[]): {
  writer: string;
  reader: string;
} {
  const [writer, reader] = new Set(
    subnets.map(({ availabilityZone }) => availabilityZone),
  );
  if (writer === undefined || reader === undefined) {
    throw new InvalidSynthRequestError(
      `network: all subnets are in ${writer ?? 'no zone'}, but Aurora needs two availability zones. Add a private subnet of another zone.`,
    );
  }
  return { writer, reader };
}
