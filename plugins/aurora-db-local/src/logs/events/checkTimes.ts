import { AwsError } from '../../service/AwsService';

export function checkTimes({
  startTime,
  endTime,
}: {
  startTime?: number;
  endTime?: number;
}): void {
  if (startTime !== undefined && endTime !== undefined && startTime > endTime) {
    throw new AwsError(
      'InvalidParameterException',
      `The start time ${startTime} must not be later than the end time ${endTime}.`,
    );
  }
}
