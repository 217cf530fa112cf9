import { AwsError } from '../../service/AwsService';

const missingCode =
  /(NotFound|NotFoundFault|NotFoundException|NoSuchEntity|InvalidGroup\.NotFound|InvalidPermission\.NotFound|ResourceNotFound|InvalidAssociationID\.NotFound)$|^NoSuch/;
const existingCode =
  /(AlreadyExists|AlreadyExistsFault|AlreadyExistsException|ResourceExistsException|EntityAlreadyExists|Duplicate)$|^InvalidGroup\.Duplicate$|^SubscriptionAlreadyExist$|^BucketAlreadyOwnedByYou$/;

export function isMissing(error: unknown): boolean {
  return error instanceof AwsError && missingCode.test(error.code);
}

export function isExisting(error: unknown): boolean {
  return error instanceof AwsError && existingCode.test(error.code);
}

/** The call's result, or `fallback` if the service answers that the resource does not exist. */
export async function whenMissing<T, F>(
  call: Promise<T>,
  fallback: F,
): Promise<T | F> {
  try {
    return await call;
  } catch (error) {
    if (isMissing(error)) {
      return fallback;
    }
    throw error;
  }
}

/**
 * Removes what an update may have made. In a rollback this may be what the service refused, so that
 * it refuses the removal too.
 */
export async function whenRefused(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof AwsError && error.statusCode < 500)) {
      throw error;
    }
  }
}

/** Creates a resource. If a previous attempt has created it, that is success too. */
export async function createOrAdopt(
  call: Promise<unknown>,
  resumed: boolean,
): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(resumed && isExisting(error))) {
      throw error;
    }
  }
}
