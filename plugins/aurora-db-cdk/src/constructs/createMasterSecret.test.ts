import { masterSecretId, sampleTemplates } from '../testing/sampleTemplates';

const { prod } = sampleTemplates;

test('the secret’s generator is frozen: another one would give another password, which the cluster would never be told', () => {
  const secret = prod.toJSON().Resources[masterSecretId];
  expect(JSON.stringify(secret.Properties.GenerateSecretString)).toBe(
    '{"ExcludeCharacters":" %+~`#$&*()|[]{}:;<>?!\'/@\\"\\\\","GenerateStringKey":"password","PasswordLength":30,"SecretStringTemplate":"{\\"username\\":\\"postgres\\",\\"dbname\\":\\"goalmandalamain\\"}"}',
  );
});
