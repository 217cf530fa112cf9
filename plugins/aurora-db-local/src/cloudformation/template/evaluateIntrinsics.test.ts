import { evaluateIntrinsics } from './evaluateIntrinsics';
import { KNOWN_AFTER_APPLY, type EvaluationScope } from './EvaluationScope';
import { parseTemplate, type Json } from './parseTemplate';

const template = parseTemplate(
  JSON.stringify({
    Transform: 'AWS::LanguageExtensions',
    Mappings: { Sizes: { prod: { capacity: 16 } } },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
      Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] },
    },
    Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
  }),
);

const scope: EvaluationScope = {
  template,
  parameters: {
    Stage: 'prod',
    Subnets: ['a', 'b'],
    'AWS::Region': 'ap-northeast-1',
  },
  ref: logicalId =>
    logicalId === 'New' ? KNOWN_AFTER_APPLY : `physical-${logicalId}`,
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
  importValue: name => `imported-${name}`,
  availabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
};

describe('intrinsic functions', () => {
  it.each<[string, Json, Json | undefined]>([
    ['Ref of a resource', { Ref: 'Topic' }, 'physical-Topic'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'prod'],
    ['Ref of a list parameter', { Ref: 'Subnets' }, ['a', 'b']],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'ap-northeast-1'],
    ['Ref of AWS::NoValue', { Ref: 'AWS::NoValue' }, undefined],
    [
      'GetAtt as a list',
      { 'Fn::GetAtt': ['Cluster', 'Endpoint.Port'] },
      'Cluster/Endpoint.Port',
    ],
    [
      'GetAtt as text',
      { 'Fn::GetAtt': 'Cluster.Endpoint.Port' },
      'Cluster/Endpoint.Port',
    ],
    [
      'Sub',
      { 'Fn::Sub': '${Stage}-${Topic}-${Cluster.Arn}' },
      'prod-physical-Topic-Cluster/Arn',
    ],
    ['Sub with a literal', { 'Fn::Sub': '${!Stage}' }, '${Stage}'],
    [
      'Sub with variables of its own',
      { 'Fn::Sub': ['${a}/${Stage}', { a: { Ref: 'Topic' } }] },
      'physical-Topic/prod',
    ],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 3]] }, 'a-prod-3'],
    [
      'Join of a list parameter',
      { 'Fn::Join': [',', { Ref: 'Subnets' }] },
      'a,b',
    ],
    ['Select', { 'Fn::Select': ['1', { Ref: 'Subnets' }] }, 'b'],
    ['Split', { 'Fn::Split': [',', 'x,y'] }, ['x', 'y']],
    [
      'Select of a Split of an import',
      {
        'Fn::Select': [1, { 'Fn::Split': ['-', { 'Fn::ImportValue': 'Vpc' }] }],
      },
      'Vpc',
    ],
    [
      'FindInMap',
      { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'capacity'] },
      16,
    ],
    [
      'ImportValue',
      { 'Fn::ImportValue': { 'Fn::Sub': 'vpc-${Stage}' } },
      'imported-vpc-prod',
    ],
    ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    [
      'FindInMap with a default',
      { 'Fn::FindInMap': ['Sizes', 'dev', 'capacity', { DefaultValue: 2 }] },
      2,
    ],
    ['Length', { 'Fn::Length': { Ref: 'Subnets' } }, 2],
    [
      'ToJsonString',
      { 'Fn::ToJsonString': { stage: { Ref: 'Stage' }, sizes: [1] } },
      '{"stage":"prod","sizes":[1]}',
    ],
    [
      'Cidr',
      { 'Fn::Cidr': ['10.0.0.0/16', 3, '8'] },
      ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24'],
    ],
    [
      'Select of a Cidr of a part of a block',
      { 'Fn::Select': [1, { 'Fn::Cidr': ['192.168.7.77/24', 2, 5] }] },
      '192.168.7.32/27',
    ],
    ['GetAZs', { 'Fn::GetAZs': '' }, ['ap-northeast-1a', 'ap-northeast-1c']],
    ['If', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes'],
    ['If of a negated condition', { 'Fn::If': ['IsDev', 'yes', 'no'] }, 'no'],
    ['If of And', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    ['If of Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    [
      'a member that is NoValue',
      { a: { 'Fn::If': ['IsDev', 1, { Ref: 'AWS::NoValue' }] }, b: 2 },
      { b: 2 },
    ],
    ['an element that is NoValue', [1, { Ref: 'AWS::NoValue' }], [1]],
    [
      'a list element that only the execution gives',
      { 'Fn::Select': [2, { 'Fn::Split': ['.', { Ref: 'New' }] }] },
      KNOWN_AFTER_APPLY,
    ],
    [
      'a part of an ARN that only the execution gives',
      { 'Fn::Select': [5, { 'Fn::Split': [':', { Ref: 'New' }] }] },
      KNOWN_AFTER_APPLY,
    ],
    [
      'a policy, whose Condition is no function',
      { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    ],
  ])('%s', (_, value, expected) => {
    expect(evaluateIntrinsics(value, scope)).toEqual(expected);
  });

  it.each<[Json, string]>([
    [
      { 'Fn::FindInMap': ['Sizes', 'dev', 'capacity'] },
      'Template error: Unable to get mapping for Sizes::dev::capacity',
    ],
    [
      { 'Fn::FindInMap': ['Sizes', 'constructor', 'name'] },
      'Template error: Unable to get mapping for Sizes::constructor::name',
    ],
    [
      { 'Fn::FindInMap': ['Colours', 'dev', 'min'] },
      "Template error: Mapping named 'Colours' is not present in the 'Mappings' section of template.",
    ],
    [{ 'Fn::Select': ['', ['a']] }, 'every Fn::Select object requires'],
    [{ 'Fn::Select': ['0.0', ['a']] }, 'every Fn::Select object requires'],
    [{ 'Fn::Split': ['', 'abc'] }, 'every Fn::Split object requires'],
    [{ 'Fn::Sub': ['a', {}, 'b'] }, "don't specify expected arguments"],
    [{ 'Fn::Sub': '${}' }, 'variable names in Fn::Sub syntax'],
    [
      { 'Fn::Select': [5, ['a']] },
      'cannot select nonexistent value at index 5',
    ],
    [
      { 'Fn::Transform': { Name: 'AWS::Include' } },
      'Unrecognized or unsupported intrinsic function Fn::Transform',
    ],
    [{ 'Fn::Cidr': ['10.0.0.0/24', 3, 8] }, 'cannot take 3 blocks of 8 bits'],
    [{ 'Fn::Cidr': ['fd00::/56', 3, 8] }, 'divides blocks of IPv4 only'],
    [{ 'Fn::GetAZs': 'us-east-1' }, 'Fn::GetAZs of us-east-1'],
    [
      { 'Fn::If': ['Unknown', 1, 2] },
      'Unresolved condition dependency Unknown',
    ],
    [{ 'Fn::Join': ['-', 'text'] }, 'every Fn::Join object requires'],
  ])('refuses %j', (value, message) => {
    expect(() => evaluateIntrinsics(value, scope)).toThrow(message);
  });
});
