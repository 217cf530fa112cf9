import { sampleTemplates } from './testing/sampleTemplates';

const { prod } = sampleTemplates;

test('the secret’s generator is frozen: another one would give another password, which the cluster would never be told', () => {
  const [secret] = Object.values(
    prod.findResources('AWS::SecretsManager::Secret'),
  );
  expect(JSON.stringify(secret?.Properties.GenerateSecretString)).toBe(
    '{"ExcludeCharacters":" %+~`#$&*()|[]{}:;<>?!\'/@\\"\\\\","GenerateStringKey":"password","PasswordLength":30,"SecretStringTemplate":"{\\"username\\":\\"postgres\\",\\"dbname\\":\\"goalmandalamain\\"}"}',
  );
});
