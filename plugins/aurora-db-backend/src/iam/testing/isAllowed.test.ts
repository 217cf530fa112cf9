import type { IamPolicy, IamStatement } from '../IamPolicy';
import { isAllowed, type IamRequestResource } from './isAllowed';

const arn = 'arn:aws:rds:eu-west-1:111111111111:cluster:orders';

function policy(statement: Partial<IamStatement>): IamPolicy[] {
  return [
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['rds:DeleteDBCluster'],
          Resource: arn,
          ...statement,
        },
      ],
    },
  ];
}

const decide = (
  statement: Partial<IamStatement>,
  context: Record<string, string | string[]> = {},
  resource: IamRequestResource = { arn },
) =>
  isAllowed(policy(statement), {
    action: 'rds:DeleteDBCluster',
    resources: [resource],
    context,
  });

describe('a statement', () => {
  it.each<[string, Partial<IamStatement>, boolean]>([
    ['the action and the resource', {}, true],
    ['another action', { Action: 'rds:ModifyDBCluster' }, false],
    ['another resource', { Resource: `${arn}s` }, false],
    ['a wildcard in the last part', { Resource: `${arn.slice(0, -3)}*` }, true],
    ['a question mark', { Resource: arn.replace('rders', '?ders') }, true],
    [
      'a wildcard across parts',
      { Resource: 'arn:aws:*:cluster:orders' },
      false,
    ],
    ['everything', { Resource: '*' }, true],
  ])('that names %s: %s', (_, statement, expected) => {
    expect(decide(statement)).toBe(expected);
  });

  it('must cover every resource of a call', () => {
    const other = arn.replace('orders', 'payments');
    expect(
      isAllowed(policy({}), {
        action: 'rds:DeleteDBCluster',
        resources: [{ arn }, { arn: other }],
      }),
    ).toBe(false);
  });
});

describe('a condition', () => {
  const via = { 'aws:CalledVia': 'cloudformation.amazonaws.com' };
  it.each<[object, Record<string, string | string[]>, boolean]>([
    [{ StringEquals: { 'iam:PassedToService': 'a' } }, {}, false],
    [
      { StringEquals: { 'iam:PassedToService': ['a', 'b'] } },
      { 'iam:passedtoservice': 'b' },
      true,
    ],
    [{ 'ForAnyValue:StringEquals': via }, {}, false],
    [
      { 'ForAnyValue:StringEquals': via },
      {
        'aws:CalledVia': ['cloudformation.amazonaws.com', 'rds.amazonaws.com'],
      },
      true,
    ],
    [
      { StringLike: { 'aws:RequestTag/a:b': '?*' } },
      { 'aws:RequestTag/a:b': '' },
      false,
    ],
    [
      { StringLike: { 'aws:RequestTag/a:b': '?*' } },
      { 'aws:RequestTag/a:b': 'x' },
      true,
    ],
    [{ Null: { 'cloudformation:ImportResourceTypes': 'true' } }, {}, true],
    [
      { Null: { 'cloudformation:ImportResourceTypes': 'true' } },
      { 'cloudformation:ImportResourceTypes': ['AWS::RDS::DBCluster'] },
      false,
    ],
    [
      { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::1:policy/a-*' } },
      { 'iam:PolicyARN': 'arn:aws:iam::1:policy/a-b' },
      true,
    ],
    [
      { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::1:policy/a' } },
      { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' },
      false,
    ],
  ])('%j of a call with %j: %s', (condition, context, expected) => {
    expect(decide({ Condition: { ...condition } }, context)).toBe(expected);
  });

  it('sees the tags of the resource and not those of others', () => {
    const ours = { StringLike: { 'aws:ResourceTag/a:b': '?*' } };
    expect(decide({ Condition: ours }, {}, { arn, tags: { 'a:b': 'x' } })).toBe(
      true,
    );
    expect(decide({ Condition: ours }, {}, { arn, tags: { a: 'x' } })).toBe(
      false,
    );
  });

  it('throws for an unknown operator', () => {
    expect(() =>
      decide({ Condition: { StringNotLike: { 'aws:RequestTag/a': 'x' } } }),
    ).toThrow('StringNotLike is not known here');
  });
});
