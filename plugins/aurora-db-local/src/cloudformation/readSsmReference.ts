import { z } from 'zod';
import type { ResourceRequest } from './resources/ResourceType';
import { isMissing } from './resources/whenMissing';
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
    await read(callService, Name, isSecure),
  );
  if ((Parameter.Type === 'SecureString') !== isSecure) {
    throw validationError(
      isSecure
        ? `Parameter ${Name} is of type ${Parameter.Type}: refer to it with ssm.`
        : `Non-secure ssm prefix was used for secure parameter ${Name}`,
    );
  }
  return Parameter.Value;
}

async function read(
  callService: ResourceRequest['callService'],
  Name: string,
  WithDecryption: boolean,
): Promise<unknown> {
  try {
    return await callService('ssm', 'GetParameter', { Name, WithDecryption });
  } catch (error) {
    if (isMissing(error)) {
      throw validationError(
        `Unable to fetch parameters [${Name}] from parameter store for this account.`,
      );
    }
    throw error;
  }
}
