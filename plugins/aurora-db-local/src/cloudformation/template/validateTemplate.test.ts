import { parseTemplate } from './parseTemplate';
import { requiredCapabilities } from './requiredCapabilities';
import { validateActive, validateTemplate } from './validateTemplate';

const topic = { Type: 'AWS::SNS::Topic' };
const check = (value: unknown) => {
  const template = parseTemplate(JSON.stringify(value));
  validateTemplate(template);
  validateActive(template);
};

describe('a template', () => {
  it.each<[string, unknown, string]>([
    [
      'no resources',
      {},
      'Template format error: At least one Resources member must be defined.',
    ],
    [
      'more resources than AWS allows',
      {
        Resources: Object.fromEntries(
          Array.from({ length: 501 }, (_, index) => [`T${index}`, topic]),
        ),
      },
      'Template format error: Number of resources, 501, is greater than maximum allowed, 500',
    ],
    [
      'a resource without a type',
      { Resources: { A: {} } },
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    [
      'a logical id with a hyphen',
      { Resources: { 'a-b': topic } },
      'Template format error: Resource name a-b is non alphanumeric.',
    ],
    [
      'unknown types',
      { Resources: { A: { Type: 'AWS::Lambda::Function' }, B: topic } },
      'Template format error: Unrecognized resource types: [AWS::Lambda::Function]',
    ],
    [
      'a Ref to nothing',
      {
        Resources: {
          A: { ...topic, Properties: { TopicName: { Ref: 'Gone' } } },
        },
      },
      'Template format error: Unresolved resource dependencies [Gone] in the Resources block of the template',
    ],
    [
      'a DependsOn of nothing',
      { Resources: { A: { ...topic, DependsOn: 'Gone' } } },
      'Unresolved resource dependencies [Gone] in the Resources block',
    ],
    [
      'a Sub of nothing in an output',
      {
        Resources: { A: topic },
        Outputs: { X: { Value: { 'Fn::Sub': '${Gone}' } } },
      },
      'Unresolved resource dependencies [Gone] in the Outputs block of the template',
    ],
    [
      'an attribute that the type lacks',
      {
        Resources: { A: topic },
        Outputs: { X: { Value: { 'Fn::GetAtt': ['A', 'Colour'] } } },
      },
      'Template error: resource A does not support attribute type Colour in Fn::GetAtt',
    ],
    [
      'a circle',
      {
        Resources: {
          A: { ...topic, DependsOn: 'B' },
          B: { ...topic, DependsOn: 'A' },
          C: { ...topic, DependsOn: 'A' },
        },
      },
      'Circular dependency between resources: [A, B]',
    ],
    [
      'a missing property',
      {
        Resources: {
          A: {
            Type: 'AWS::SNS::Subscription',
            Properties: { Protocol: 'email' },
          },
        },
      },
      'Properties validation failed for resource A with message:\n#: required key [TopicArn] not found',
    ],
    [
      'a condition that isn’t there',
      { Resources: { A: { ...topic, Condition: 'Gone' } } },
      'Unresolved condition dependency Gone',
    ],
    [
      'a section that isn’t one',
      { Resources: { A: topic }, Ressources: {} },
      'Invalid template property or properties [Ressources]',
    ],
    [
      'hooks',
      { Resources: { A: topic }, Hooks: {} },
      'aurora-db-local has no Hooks',
    ],
    [
      'a Ref to a list',
      {
        Resources: { A: { ...topic, Metadata: { x: { Ref: ['A'] } } } },
      },
      'Template error: every Ref object must have a single String value.',
    ],
    [
      'a Fn::GetAtt of a parameter',
      {
        Parameters: { P: { Type: 'String', Default: 'x' } },
        Resources: { A: topic },
        Outputs: { X: { Value: { 'Fn::GetAtt': ['P', 'Arn'] } } },
      },
      'Template error: instance of Fn::GetAtt references undefined resource P',
    ],
    [
      'a condition that is a value',
      {
        Parameters: { P: { Type: 'String', Default: 'true' } },
        Conditions: { C: { Ref: 'P' } },
        Resources: { A: topic },
      },
      'Template format error: Conditions can only be boolean operations on parameters and other conditions',
    ],
    [
      'a Fn::And of values',
      {
        Conditions: { C: { 'Fn::And': ['true', 'true'] } },
        Resources: { A: topic },
      },
      'Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
    ],
    [
      'a Fn::Equals of three values',
      {
        Conditions: { C: { 'Fn::Equals': ['a', 'a', 'b'] } },
        Resources: { A: topic },
      },
      'Template error: every Fn::Equals object requires a list of 2 string parameters.',
    ],
    [
      'a default that is a list',
      {
        Parameters: { P: { Type: 'CommaDelimitedList', Default: ['x'] } },
        Resources: { A: topic },
      },
      'Template format error: Every Default member must be a string.',
    ],
    [
      'an UpdateReplacePolicy that only DeletionPolicy has',
      {
        Resources: {
          A: { ...topic, UpdateReplacePolicy: 'RetainExceptOnCreate' },
        },
      },
      '[/Resources/A/UpdateReplacePolicy]',
    ],
    [
      'a macro',
      {
        Transform: ['AWS::Serverless-2016-10-31'],
        Globals: { Function: { Timeout: 3 } },
        Resources: { A: topic },
      },
      'no transform or macro AWS::Serverless-2016-10-31',
    ],
    [
      'an attribute of a resource that isn’t one',
      { Resources: { A: { ...topic, DependOn: 'B' } } },
      "Invalid template resource property 'DependOn'",
    ],
    [
      'a creation policy',
      { Resources: { A: { ...topic, CreationPolicy: {} } } },
      'takes no CreationPolicy, which resource A has',
    ],
    [
      'a function in DependsOn',
      { Resources: { A: { ...topic, DependsOn: { Ref: 'B' } } } },
      'Template format error: DependsOn must be a string or list of strings.',
    ],
    [
      'a loop',
      { Resources: { 'Fn::ForEach::Topics': [] } },
      'does not implement Fn::ForEach',
    ],
    [
      'a null',
      { Resources: { A: { ...topic, Properties: { TopicName: null } } } },
      "[/Resources/A/Properties/TopicName] 'null' values are not allowed in templates",
    ],
    [
      'another version',
      { AWSTemplateFormatVersion: '2011-01-01', Resources: { A: topic } },
      'Template format error: unsupported value for AWSTemplateFormatVersion.',
    ],
    [
      'a long description',
      { Description: 'x'.repeat(1025), Resources: { A: topic } },
      "'Description' length is greater than 1024.",
    ],
    [
      'an attribute of a parameter that isn’t one',
      {
        Parameters: { P: { Type: 'String', AllowedValue: ['a'] } },
        Resources: { A: topic },
      },
      "Invalid template parameter property 'AllowedValue'",
    ],
    [
      'a parameter of a type that isn’t one',
      { Parameters: { P: { Type: 'Boolean' } }, Resources: { A: topic } },
      'Template format error: Unrecognized parameter type: Boolean',
    ],
    [
      'an attribute of an output that isn’t one',
      { Resources: { A: topic }, Outputs: { X: { Value: 'x', Type: 'y' } } },
      'Template format error: Invalid outputs property : [Type]',
    ],
    [
      'a resource in a condition',
      {
        Conditions: { C: { 'Fn::Equals': [{ Ref: 'A' }, 'x'] } },
        Resources: { A: topic },
      },
      'Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template',
    ],
    [
      'an import in a condition',
      {
        Conditions: { C: { 'Fn::Equals': [{ 'Fn::ImportValue': 'V' }, 'x'] } },
        Resources: { A: topic },
      },
      'not supported in the Conditions block of the template: [Fn::ImportValue]',
    ],
    [
      'an Fn::And of one condition',
      {
        Conditions: { C: { 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }] } },
        Resources: { A: topic },
      },
      'Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
    ],
    [
      'an Fn::Not of an Fn::Or of one condition',
      {
        Conditions: {
          C: { 'Fn::Not': [{ 'Fn::Or': [{ 'Fn::Equals': ['a', 'a'] }] }] },
        },
        Resources: { A: topic },
      },
      'Template error: every Fn::Or object requires a list of at least 2 and at most 10 boolean parameters.',
    ],
    [
      'an Fn::Not of two conditions',
      {
        Conditions: {
          C: {
            'Fn::Not': [
              { 'Fn::Equals': ['a', 'a'] },
              { 'Fn::Equals': ['a', 'a'] },
            ],
          },
        },
        Resources: { A: topic },
      },
      'Template error: every Fn::Not object requires one boolean parameter.',
    ],
    [
      'conditions in a circle',
      {
        Conditions: {
          C: { 'Fn::Not': [{ Condition: 'D' }] },
          D: { 'Fn::Not': [{ Condition: 'C' }] },
        },
        Resources: { A: topic },
      },
      'Found circular condition dependency between [C, D]',
    ],
    [
      'a function that isn’t one',
      {
        Resources: {
          A: { ...topic, Properties: { TopicName: { 'Fn::Upper': 'x' } } },
        },
      },
      'Unrecognized or unsupported intrinsic function Fn::Upper',
    ],
    [
      'a function of a transform that it does not name',
      {
        Resources: {
          A: { ...topic, Properties: { TopicName: { 'Fn::Length': [] } } },
        },
      },
      'Fn::Length needs the transform AWS::LanguageExtensions',
    ],
    [
      'an unknown type under a condition',
      {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: {
          A: topic,
          B: { Type: 'AWS::Lambda::Funktion', Condition: 'Never' },
        },
      },
      'Unrecognized resource types: [AWS::Lambda::Funktion]',
    ],
    [
      'a snapshot of what has none',
      { Resources: { A: { ...topic, UpdateReplacePolicy: 'Snapshot' } } },
      'Template error: resource type AWS::SNS::Topic does not support update replace policy Snapshot',
    ],
    [
      'a deletion policy that isn’t one',
      { Resources: { A: { ...topic, DeletionPolicy: 'Keep' } } },
      '[/Resources/A/DeletionPolicy]',
    ],
  ])('with %s is refused', (_, template, message) => {
    expect(() => check(template)).toThrow(message);
  });

  it.each([
    [
      '{"Resources": {',
      'Template format error: JSON not well-formed. (line 1, column',
    ],
    [
      'Resources:\n  A: [',
      'Template format error: YAML not well-formed. (line 2',
    ],
    ['just words', 'Template format error: unsupported structure.'],
  ])('written as %j is refused', (body, message) => {
    expect(() => parseTemplate(body)).toThrow(message);
  });

  it('may be YAML with short forms', () => {
    const { Resources, Outputs } = parseTemplate(`
AWSTemplateFormatVersion: 2010-09-09
Conditions:
  Never: !Equals [a, b]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Sub \${AWS::StackName}-alerts
  Policy:
    Type: AWS::SNS::TopicPolicy
    Condition: Never
    Properties:
      Topics: [!Ref Topic]
      PolicyDocument: !If [Never, {}, !GetAtt Topic.TopicArn]
Outputs:
  Names:
    Value: !Join [',', !Split ['-', !ImportValue vpc]]
`);
    expect(Resources.Topic?.Properties).toEqual({
      TopicName: { 'Fn::Sub': '${AWS::StackName}-alerts' },
    });
    expect(Resources.Policy?.Properties).toEqual({
      Topics: [{ Ref: 'Topic' }],
      PolicyDocument: {
        'Fn::If': ['Never', {}, { 'Fn::GetAtt': 'Topic.TopicArn' }],
      },
    });
    expect(Outputs.Names?.Value).toEqual({
      'Fn::Join': [',', { 'Fn::Split': ['-', { 'Fn::ImportValue': 'vpc' }] }],
    });
  });

  it.each([
    [{}, []],
    [
      {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { AssumeRolePolicyDocument: {} },
        },
      },
      ['CAPABILITY_IAM'],
    ],
    [
      {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { RoleName: 'admin', AssumeRolePolicyDocument: {} },
        },
      },
      ['CAPABILITY_NAMED_IAM'],
    ],
  ])('with %j needs the capabilities %j', (more, capabilities) => {
    const template = parseTemplate(
      JSON.stringify({ Resources: { A: topic, ...more } }),
    );
    expect(requiredCapabilities(template).capabilities).toEqual(capabilities);
  });
});
