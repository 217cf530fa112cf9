import { z } from 'zod';
import type { ResourceRequest } from './resources/ResourceType';
import { validationError } from './validationError';

const answerSchema = z.object({
  Parameter: z.object({ Type: z.string(), Value: z.string() }),
});

/** The value of a dynamic reference `ssm` or `ssm-secure`: `name` or `name:version`. */
export async function readSsmReference(
  callService: ResourceRequest['callService'],
  Name: string,
  isSecure: boolean,
): Promise<string> {
  const { Parameter } = answerSchema.parse(
    await callService('ssm', 'GetParameter', {
      Name,
      WithDecryption: isSecure,
    }),
  );
  if ((Parameter.Type === 'SecureString') !== isSecure) {
    throw validationError(
      `Parameter ${Name} is of type ${Parameter.Type}: refer to it with ${isSecure ? 'ssm' : 'ssm-secure'}.`,
    );
  }
  return Parameter.Value;
}
