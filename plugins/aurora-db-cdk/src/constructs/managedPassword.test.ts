import {
  environmentProfiles,
  type masterPasswordKinds,
  type RestoreOrigin,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  changedRequest,
  connectionSecretId,
  masterSecretId,
  sampleTemplates,
  templateOf,
} from '../testing/sampleTemplates';
import { originsOfEachKind } from '../testing/sampleOrigins';

const clusterId = 'DatabaseCluster5B53A178';
const attachmentId = 'DatabaseSecretAttachmentE5D1B020';

/**
 * The template of a database with a generated password, and that of the same one with a managed
 * password.
 */
function bothOf(
  environment: (typeof environmentProfiles)[number],
  restoreFrom?: RestoreOrigin,
) {
  const withPassword = (masterPassword: (typeof masterPasswordKinds)[number]) =>
    templateOf(
      changedRequest(environment, { masterPassword, restoreFrom }),
    ).toJSON();
  return {
    generated: withPassword('generated'),
    managed: withPassword('managed'),
  };
}

const cases: Array<[string, ReturnType<typeof bothOf>]> = [
  ...environmentProfiles.map(
    (environment): [string, ReturnType<typeof bothOf>] => [
      `a new database of ${environment}`,
      bothOf(environment),
    ],
  ),
  ...originsOfEachKind.map(
    ([kind, origin]): [string, ReturnType<typeof bothOf>] => [
      `a database restored from ${kind}`,
      bothOf('prod', origin),
    ],
  ),
];

describe.each(cases)('a managed master password of %s', (_, templates) => {
  const { generated, managed } = templates;

  test('comes from RDS, and the template has neither a password nor a secret for it', () => {
    const { Properties } = managed.Resources[clusterId];
    expect(Properties.ManageMasterUserPassword).toBe(true);
    expect(Properties).not.toHaveProperty('MasterUserPassword');
    expect(managed.Resources).not.toHaveProperty(masterSecretId);
    expect(JSON.stringify(managed)).not.toContain('{{resolve:');
    expect(managed.Outputs.SecretArn.Value).toEqual({
      'Fn::GetAtt': [clusterId, 'MasterUserSecret.SecretArn'],
    });
    expect(managed.Outputs.ConnectionSecretArn.Value).toEqual({
      Ref: connectionSecretId,
    });
  });

  test('changes nothing else in the template', () => {
    const expected = structuredClone(generated);
    expect(expected.Resources).toHaveProperty(attachmentId);
    delete expected.Resources[masterSecretId];
    delete expected.Resources[attachmentId];
    const { Properties } = expected.Resources[clusterId];
    delete Properties.MasterUserPassword;
    Properties.ManageMasterUserPassword = true;
    expected.Outputs.SecretArn = managed.Outputs.SecretArn;
    expect(managed).toEqual(expected);
  });
});

test('keeps the master user in the template, so that a switch cannot replace the cluster', () => {
  expect(
    sampleTemplates.prod.toJSON().Resources[clusterId].Properties
      .MasterUsername,
  ).toBe('postgres');
});
