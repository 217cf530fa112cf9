import {
  changedRequest,
  connectionSecretId,
  environmentsWithTemplates,
  templateOf,
} from '../testing/sampleTemplates';
import { originsOfEachKind } from '../testing/sampleOrigins';

const cluster = 'DatabaseCluster5B53A178';
/**
 * The JSON that CloudFormation would make of it. The names of attributes replace values that only
 * CloudFormation knows. The port is a number.
 */
const valueOf = (template: ReturnType<typeof templateOf>) => {
  const [, parts] =
    template.toJSON().Resources[connectionSecretId].Properties.SecretString[
      'Fn::Join'
    ];
  const json = parts
    .map((part: string | object) =>
      typeof part === 'string' ? part : Object.values(part)[0].join(' '),
    )
    .join('')
    .replace(`:${cluster} Endpoint.Port,`, ':5432,');
  return JSON.parse(json);
};

test.each(environmentsWithTemplates)(
  'the connection secret has the address, and no password (%s)',
  (_, template) => {
    expect(valueOf(template)).toEqual({
      engine: 'postgres',
      host: `${cluster} Endpoint.Address`,
      readerHost: `${cluster} ReadEndpoint.Address`,
      port: 5432,
      dbname: 'goalmandalamain',
    });
  },
);

test.each(environmentsWithTemplates)(
  'its stack always deletes it, whatever else it keeps (%s)',
  (_, template) => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: {
        Description:
          template.toJSON().Resources[connectionSecretId].Properties
            .Description,
      },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  },
);

test.each(originsOfEachKind)(
  'of a database restored from %s names the source’s database',
  (_, restoreFrom) => {
    expect(
      valueOf(templateOf(changedRequest('prod', { restoreFrom }))).dbname,
    ).toBe('ordersmain');
  },
);
