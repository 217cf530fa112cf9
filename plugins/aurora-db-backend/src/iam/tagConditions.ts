import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { IamConditions } from './IamPolicy';

/** `*` alone would match an empty name. */
export const anyName = '?*';

/** The resource has the database's tag. A resource that does not exist yet has none. */
export const taggedAsOurs: IamConditions = {
  StringLike: { [`aws:ResourceTag/${auroraDbTags.name}`]: anyName },
};

/**
 * The call sets the database's tag. CloudFormation sets the stack's tags in each call that creates
 * a resource.
 */
export const tagsAsOurs: IamConditions = {
  StringLike: { [`aws:RequestTag/${auroraDbTags.name}`]: anyName },
};
