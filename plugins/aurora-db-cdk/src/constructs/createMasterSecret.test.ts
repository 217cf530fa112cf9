import { masterSecretId, sampleTemplates } from '../testing/sampleTemplates';

const { prod } = sampleTemplates;

test('the secret’s generator never changes, because CloudFormation would not set another password in the cluster', () => {
  const secret = prod.toJSON().Resources[masterSecretId];
  expect(JSON.stringify(secret.Properties.GenerateSecretString)).toBe(
    '{"ExcludeCharacters":" %+~`#$&*()|[]{}:;<>?!\'/@\\"\\\\","GenerateStringKey":"password","PasswordLength":30,"SecretStringTemplate":"{\\"username\\":\\"postgres\\",\\"dbname\\":\\"goalmandalamain\\"}"}',
  );
});
