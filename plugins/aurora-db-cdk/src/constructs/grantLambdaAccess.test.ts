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

  test('the policy has another logical id than the inline policy of older templates, whose type CloudFormation could not change', () => {
    const [[id] = []] = policyOf({});
    expect(id).toBe('DatabaseLambdaAccessPolicy91F8ADB9');
    expect(id).not.toBe('DatabaseLambdaAccess72E4EAE0');
  });

  test('a role’s path is not its name, and a role given twice counts once', () => {
    templateOf(
      changedRequest('dev', { lambdaRoleArns: [role, role] }),
    ).hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: ['api'] });
  });

  test('several roles share the one policy', () => {
    const [first, ...others] = policyOf({
      lambdaRoleArns: [role, 'arn:aws:iam::111111111111:role/worker'],
    });
    expect(others).toEqual([]);
    expect(first?.[1].Properties.Roles).toEqual(['api', 'worker']);
  });

  test('without roles there is no policy', () => {
    expect(policyOf({ lambdaRoleArns: [] })).toEqual([]);
  });

  test('only masterSecretForFunctions lets them read the master secret', () => {
    expect(secretsOf({})).toEqual({ Ref: connectionSecretId });
    expect(secretsOf({ masterSecretForFunctions: true })).toEqual([
      { Ref: connectionSecretId },
      { Ref: masterSecretId },
    ]);
  });

  test('with a managed password that is the secret that RDS makes', () => {
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
