import { mockCredentials } from '@backstage/backend-test-utils';
import { requesterOf } from './requesterOf';

it.each([
  [mockCredentials.user('user:default/ann'), 'user:default/ann'],
  [mockCredentials.service('plugin:scaffolder'), 'plugin:scaffolder'],
  [mockCredentials.none(), ''],
])('names the requester', (credentials, name) => {
  expect(requesterOf(credentials)).toBe(name);
});
