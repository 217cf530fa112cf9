import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loginError } from '../scripts/loginError.ts';

const login = {
  place: 'main at db.example.com:5432',
  user: 'lambda-user',
  role: 'arn:aws:iam::123456789012:role/functions',
  caFile: 'certs/rds-ca.pem',
};

describe('npm run login says what is missing', () => {
  for (const [code, message, sentence] of [
    [
      '28000',
      'PAM authentication failed for user "lambda-user"',
      'main at db.example.com:5432: PAM authentication failed for user "lambda-user". The token of arn:aws:iam::123456789012:role/functions is refused. The role needs rds-db:connect on the cluster\'s resource id and lambda-user, and "npm run migrate" makes this user',
    ],
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'self-signed certificate in certificate chain',
      'main at db.example.com:5432: self-signed certificate in certificate chain. No authority in certs/rds-ca.pem has signed the server\'s certificate: fetch them with "npm run ca"',
    ],
    [
      'ETIMEDOUT',
      '',
      'main at db.example.com:5432: ETIMEDOUT. The database is only reachable from its VPC: run this there, or through a tunnel or VPN. Check the security groups',
    ],
  ] as const) {
    test(code, () => {
      const explained = loginError(
        Object.assign(new Error(message), { code }),
        login,
      );
      assert(explained instanceof Error);
      assert.equal(explained.message, sentence);
    });
  }

  test('an unknown error stays as it is', () => {
    const error = new Error('out of memory');
    assert.equal(loginError(error, login), error);
  });
});
