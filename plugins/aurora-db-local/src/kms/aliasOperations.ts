import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation, type Scope } from '../service/AwsService';
import { aliasArn, type Alias } from './KeyRecord';
import type { Keys } from './Keys';
import { kmsInputs } from './kmsInputs';
import { kmsPage } from './kmsPage';

/** Names of keys. */
export function aliasOperations(keys: Keys): Record<string, Operation> {
  return {
    CreateAlias: defineOperation(
      kmsInputs.Alias,
      async ({ AliasName: name, TargetKeyId }, context) => {
        refuseReserved(name);
        if (keys.findAlias(context, name)) {
          throw new AwsError(
            'AlreadyExistsException',
            `An alias with the name ${aliasArn(context, name)} already exists`,
          );
        }
        const { id } = keys.getUsable(context, TargetKeyId);
        const now = new Date();
        await keys.putAlias(context, {
          name,
          keyId: id,
          createdAt: now,
          changedAt: now,
        });
        return {};
      },
    ),

    UpdateAlias: defineOperation(
      kmsInputs.Alias,
      async ({ AliasName: name, TargetKeyId }, context) => {
        refuseReserved(name);
        const alias = getAlias(keys, context, name);
        const from = keys.getByIdOrArn(context, alias.keyId);
        const to = keys.getUsable(context, TargetKeyId);
        if (from.usage !== to.usage) {
          throw new AwsError(
            'ValidationException',
            `Alias ${aliasArn(context, name)} cannot be changed from a key for ${from.usage} to one for ${to.usage}.`,
          );
        }
        await keys.putAlias(context, {
          ...alias,
          keyId: to.id,
          changedAt: new Date(),
        });
        return {};
      },
    ),

    DeleteAlias: defineOperation(
      kmsInputs.DeleteAlias,
      async ({ AliasName: name }, context) => {
        refuseReserved(name);
        getAlias(keys, context, name);
        await keys.deleteAlias(context, name);
        return {};
      },
    ),

    ListAliases: defineOperation(
      kmsInputs.ListAliases,
      async ({ KeyId, ...page }, context) => {
        const only =
          KeyId === undefined
            ? undefined
            : keys.getByIdOrArn(context, KeyId).id;
        const listed = keys
          .listAliases(context)
          .filter(({ keyId }) => only === undefined || keyId === only)
          .map(alias => ({
            AliasName: alias.name,
            AliasArn: aliasArn(context, alias.name),
            TargetKeyId: alias.keyId,
            CreationDate: alias.createdAt,
            LastUpdatedDate: alias.changedAt,
          }));
        return kmsPage('Aliases', listed, page);
      },
    ),
  };
}

function getAlias(keys: Keys, scope: Scope, name: string): Alias {
  const alias = keys.findAlias(scope, name);
  if (!alias) {
    throw new AwsError(
      'NotFoundException',
      `Alias ${aliasArn(scope, name)} is not found.`,
    );
  }
  return alias;
}

function refuseReserved(name: string): void {
  if (name.startsWith('alias/aws/')) {
    throw new AwsError(
      'NotAuthorizedException',
      `${name} is reserved: only AWS services have aliases that begin with 'alias/aws/'.`,
    );
  }
}
