import type { CreateClusterInput } from './clusterInputs';
import type { ClusterRecord } from './ClusterRecord';
import { invalidCombination, invalidValue } from '../rdsFaults';

/** Default of `SecondsUntilAutoPause`. Source: RDS's API reference. */
export const defaultPause = 300;

/** Capacity bounds from the request and the previous ones. */
export function newScaling(
  asked: CreateClusterInput['ServerlessV2ScalingConfiguration'],
  present: ClusterRecord['scaling'],
): ClusterRecord['scaling'] {
  // CloudFormation sends an empty structure for one whose members are all AWS::NoValue.
  if (!asked || Object.values(asked).every(value => value === undefined)) {
    return present;
  }
  const minCapacity = asked.MinCapacity ?? present?.minCapacity;
  const maxCapacity = asked.MaxCapacity ?? present?.maxCapacity;
  if (minCapacity === undefined || maxCapacity === undefined) {
    throw invalidCombination(
      'ServerlessV2ScalingConfiguration needs both MinCapacity and MaxCapacity.',
    );
  }
  if (minCapacity > maxCapacity) {
    throw invalidValue(
      `Invalid ServerlessV2ScalingConfiguration: MinCapacity ${minCapacity} is greater than MaxCapacity ${maxCapacity}.`,
    );
  }
  if (minCapacity > 0 && asked.SecondsUntilAutoPause !== undefined) {
    throw invalidValue(
      `SecondsUntilAutoPause can only be specified when minimum capacity is 0. It is ${minCapacity}.`,
    );
  }
  return {
    minCapacity,
    maxCapacity,
    secondsUntilAutoPause:
      minCapacity === 0
        ? (asked.SecondsUntilAutoPause ??
          present?.secondsUntilAutoPause ??
          defaultPause)
        : undefined,
  };
}
