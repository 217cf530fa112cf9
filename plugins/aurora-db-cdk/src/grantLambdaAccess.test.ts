import { changedRequest, templateOf } from './testing/sampleTemplates';

describe('Lambda roles', () => {
  const role = 'arn:aws:iam::111111111111:role/service/api';

  test('a role that uses two databases has a policy of its own name for each', () => {
    const policyNames = ['goal-mandala', 'other'].map(name =>
      Object.values(
        templateOf(changedRequest('dev', { name })).findResources(
          'AWS::IAM::Policy',
        ),
      ).map(({ Properties }) => Properties.PolicyName),
    );
    expect(policyNames).toEqual([
      ['goal-mandala-dev-database'],
      ['other-dev-database'],
    ]);
  });

  test('a role’s path is not its name, and a role given twice counts once', () => {
    templateOf(
      changedRequest('dev', { lambdaRoleArns: [role, role] }),
    ).hasResourceProperties('AWS::IAM::Policy', { Roles: ['api'] });
  });

  test('without roles there is no policy', () => {
    templateOf(changedRequest('dev', { lambdaRoleArns: [] })).resourceCountIs(
      'AWS::IAM::Policy',
      0,
    );
  });
});
