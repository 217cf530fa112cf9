import type { RequestContext, ServiceCaller } from '../../service/AwsService';
import type { StackRecord } from '../StackRecord';
import { checkNotifications } from './checkNotifications';
import { checkServiceRole } from './checkServiceRole';
import { readSsmParameters } from './readSsmParameters';
import { readTemplate } from './readTemplate';
import type { DeployableInput } from './stackInputs';

/**
 * Reads from other services what a request to create or update a stack names: its role, topics,
 * template and parameters. Throws AWS's error for the first that is not there.
 *
 * @param previous - the stack that is updated
 */
export async function readRequest(
  services: ServiceCaller,
  context: RequestContext,
  input: DeployableInput,
  previous?: StackRecord,
): Promise<{
  /** Undefined if the request has the previous template. */
  body: string | undefined;
  ssmValues: Record<string, string>;
}> {
  await checkServiceRole(
    services,
    context,
    input.RoleARN ?? previous?.deployed.roleArn,
  );
  await checkNotifications(services, context, input.NotificationARNs);
  const body = input.UsePreviousTemplate
    ? undefined
    : await readTemplate(services, context, input);
  const ssmValues = await readSsmParameters(
    services,
    context,
    input,
    body,
    previous,
  );
  return { body, ssmValues };
}
