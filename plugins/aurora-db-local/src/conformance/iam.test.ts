import { authorizationFor, sendRaw } from '../testing/sendRaw';
import { endpoints, type JudgedEndpoint } from './endpoints';

jest.setTimeout(180_000);

const policyArn = 'arn:aws:iam::123456789012:policy/conformance';
const RoleName = 'conformance';
const document = (user: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'rds-db:connect',
        Resource: `arn:aws:rds-db:*:*:dbuser:*/${user}`,
      },
    ],
  });
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

// Without an SDK, because the test compares the query protocol. moto does not have the quota of
// attached policies and does not check that a permissions boundary exists, so these are not tested
// here.
describe.each(endpoints)('IAM of $name', ({ start }) => {
  let endpoint: JudgedEndpoint;

  beforeAll(async () => {
    endpoint = await start();
  });

  afterAll(() => endpoint?.stop());

  async function call(Action: string, input: Record<string, string> = {}) {
    const { statusCode, body } = await sendRaw(endpoint.url, {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: authorizationFor('iam'),
      },
      body: new URLSearchParams({
        Action,
        Version: '2010-05-08',
        ...input,
      }).toString(),
    });
    // White space between elements has no meaning.
    return { statusCode, xml: body.toString().replace(/>\s+</g, '><') };
  }
  const of = (xml: string, element: string) =>
    Array.from(
      xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g')),
      ([, text]) => text,
    );
  const summary = async (key: string) =>
    new RegExp(`<entry><key>${key}</key><value>(\\d+)</value></entry>`).exec(
      (await call('GetAccountSummary')).xml,
    )?.[1];

  it('counts policies in a summary with the quotas', async () => {
    await expect(summary('AttachedPoliciesPerRoleQuota')).resolves.toBe('10');
    await expect(summary('PoliciesQuota')).resolves.toBe('1500');
    const before = Number(await summary('Policies'));
    const { xml } = await call('CreatePolicy', {
      PolicyName: 'conformance',
      PolicyDocument: document('one'),
    });
    expect(of(xml, 'Arn')).toEqual([policyArn]);
    await expect(summary('Policies')).resolves.toBe(String(before + 1));
  });

  it('attaches a policy once, and lists it', async () => {
    await call('CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
    const attachment = { RoleName, PolicyArn: policyArn };
    for (const _ of [1, 2]) {
      expect((await call('AttachRolePolicy', attachment)).statusCode).toBe(200);
    }
    const { xml } = await call('ListAttachedRolePolicies', { RoleName });
    expect([
      of(xml, 'PolicyName'),
      of(xml, 'PolicyArn'),
      of(xml, 'IsTruncated'),
    ]).toEqual([['conformance'], [policyArn], ['false']]);
  });

  it('does not attach a policy that does not exist', async () => {
    const { statusCode, xml } = await call('AttachRolePolicy', {
      RoleName,
      PolicyArn: 'arn:aws:iam::123456789012:policy/nowhere',
    });
    expect([statusCode, of(xml, 'Code'), of(xml, 'Message')]).toEqual([
      404,
      ['NoSuchEntity'],
      [
        'Policy arn:aws:iam::123456789012:policy/nowhere does not exist or is not attachable.',
      ],
    ]);
  });

  it('keeps five versions of a document', async () => {
    for (const user of ['two', 'three', 'four', 'five']) {
      await call('CreatePolicyVersion', {
        PolicyArn: policyArn,
        PolicyDocument: document(user),
        SetAsDefault: 'true',
      });
    }
    const sixth = await call('CreatePolicyVersion', {
      PolicyArn: policyArn,
      PolicyDocument: document('six'),
    });
    expect([sixth.statusCode, of(sixth.xml, 'Code')]).toEqual([
      409,
      ['LimitExceeded'],
    ]);
    const { xml } = await call('GetPolicyVersion', {
      PolicyArn: policyArn,
      VersionId: 'v5',
    });
    expect(of(xml, 'IsDefaultVersion')).toEqual(['true']);
    expect(decodeURIComponent(of(xml, 'Document').join())).toContain('five');
  });

  it('shows the permissions boundary of a role', async () => {
    await call('PutRolePermissionsBoundary', {
      RoleName,
      PermissionsBoundary: policyArn,
    });
    const bound = await call('GetRole', { RoleName });
    expect(of(bound.xml, 'PermissionsBoundaryArn')).toEqual([policyArn]);
    await call('DeleteRolePermissionsBoundary', { RoleName });
    const unbound = await call('GetRole', { RoleName });
    expect(of(unbound.xml, 'PermissionsBoundaryArn')).toEqual([]);
  });

  it('has an error for a role that does not exist', async () => {
    const { statusCode, xml } = await call('GetRole', { RoleName: 'nobody' });
    expect([statusCode, of(xml, 'Code')]).toEqual([404, ['NoSuchEntity']]);
  });
});
