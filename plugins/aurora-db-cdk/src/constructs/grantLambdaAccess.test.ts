import {
  changedRequest,
  connectionSecretId,
  masterSecretId,
  templateOf,
} from '../testing/sampleTemplates';

describe('Lambda roles', () => {
  const role = 'arn:aws:iam::111111111111:role/service/api';
  const policyOf = (changes: Parameters<typeof changedRequest>[1]) =>
    Object.entries(
      templateOf(changedRequest('dev', changes)).findResources(
        'AWS::IAM::ManagedPolicy',
      ),
    );
  const secretsOf = (changes: Parameters<typeof changedRequest>[1]) => {
    const [[, policy] = []] = policyOf(changes);
    return policy?.Properties.PolicyDocument.Statement[1].Resource;
  };

  test('the policy’s logical id differs from that of older inline policies, whose type CloudFormation cannot change', () => {
    const [[id] = []] = policyOf({});
    expect(id).toBe('DatabaseLambdaAccessPolicy91F8ADB9');
    expect(id).not.toBe('DatabaseLambdaAccess72E4EAE0');
  });

  test('a role’s name excludes its path, and a role given twice counts once', () => {
    templateOf(
      changedRequest('dev', { lambdaRoleArns: [role, role] }),
    ).hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: ['api'] });
  });

  test('several roles share one policy', () => {
    const [first, ...others] = policyOf({
      lambdaRoleArns: [role, 'arn:aws:iam::111111111111:role/worker'],
    });
    expect(others).toEqual([]);
    expect(first?.[1].Properties.Roles).toEqual(['api', 'worker']);
  });

  test('without roles there is no policy', () => {
    expect(policyOf({ lambdaRoleArns: [] })).toEqual([]);
  });

  test('they can read the master secret only with masterSecretForFunctions', () => {
    expect(secretsOf({})).toEqual({ Ref: connectionSecretId });
    expect(secretsOf({ masterSecretForFunctions: true })).toEqual([
      { Ref: connectionSecretId },
      { Ref: masterSecretId },
    ]);
  });

  test('they read the secret that RDS makes if the password is managed', () => {
    const masterPassword = 'managed';
    expect(secretsOf({ masterPassword })).toEqual({ Ref: connectionSecretId });
    expect(
      secretsOf({ masterPassword, masterSecretForFunctions: true }),
    ).toEqual([
      {
        'Fn::GetAtt': ['DatabaseCluster5B53A178', 'MasterUserSecret.SecretArn'],
      },
      { Ref: connectionSecretId },
    ]);
  });
});
