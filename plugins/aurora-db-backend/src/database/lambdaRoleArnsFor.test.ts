import { lambdaRoleArnsFor } from './lambdaRoleArnsFor';

const lambdaRoles = [
  { arn: 'shared' },
  { arn: 'payments', owners: ['payments', 'group:finance/payments'] },
  { arn: 'guest', owners: ['user:default/guest'] },
  { arn: 'shared', owners: ['orders'] },
];

describe('lambdaRoleArnsFor', () => {
  it.each([
    ['group:default/payments', ['shared', 'payments']],
    ['Group:Default/Payments', ['shared', 'payments']],
    ['payments', ['shared', 'payments']],
    ['group:finance/payments', ['shared', 'payments']],
    ['user:default/payments', ['shared']],
    ['group:other/payments', ['shared']],
    ['user:default/guest', ['shared', 'guest']],
    ['group:default/guest', ['shared']],
    ['group:default/orders', ['shared']],
    ['group:default/unknown', ['shared']],
    ['no//reference', ['shared']],
  ])('grants a database of %s the roles %j', (owner, arns) => {
    expect(lambdaRoleArnsFor({ lambdaRoles }, owner)).toEqual(arns);
  });

  it('grants no role if every role has another owner', () => {
    expect(
      lambdaRoleArnsFor(
        { lambdaRoles: [{ arn: 'payments', owners: ['payments'] }] },
        'group:default/orders',
      ),
    ).toEqual([]);
  });
});
