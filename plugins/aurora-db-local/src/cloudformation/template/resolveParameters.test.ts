import { parseTemplate } from './parseTemplate';
import { parameterValues, resolveParameters } from './resolveParameters';

const resolve = (parameter: Record<string, unknown>, ParameterValue?: string) =>
  resolveParameters(
    parseTemplate(
      JSON.stringify({
        Parameters: { P: parameter },
        Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
      }),
    ),
    ParameterValue === undefined ? [] : [{ ParameterKey: 'P', ParameterValue }],
  ).P;

describe('the value of a parameter', () => {
  it.each<[Record<string, unknown>, string | undefined, string]>([
    [{ Type: 'String', Default: true }, undefined, 'true'],
    [{ Type: 'String', AllowedValues: [true, false] }, 'false', 'false'],
    [{ Type: 'Number', MinValue: '1', MaxValue: 5 }, '2.5', '2.5'],
    [{ Type: 'List<Number>', MaxValue: 9 }, '1, 2,3', '1, 2,3'],
    [{ Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'b,a', 'b,a'],
    [{ Type: 'CommaDelimitedList', AllowedPattern: '[a-z]+' }, 'x, y', 'x, y'],
  ])('with %j may be %j', (parameter, given, value) => {
    expect(resolve(parameter, given)).toBe(value);
  });

  it.each<[Record<string, unknown>, string | undefined, string]>([
    [{ Type: 'String' }, undefined, 'Parameters: [P] must have values'],
    [{ Type: 'Number' }, 'two', "Parameter 'P' must be a number."],
    [{ Type: 'List<Number>' }, '1,two', "'P' must be a list of numbers."],
    [{ Type: 'List<Number>', MaxValue: 9 }, '1,10', 'not greater than 9'],
    [{ Type: 'Number', MinValue: 1 }, '0', 'not less than 1'],
    [{ Type: 'String', MinLength: 2 }, 'a', 'at least 2 characters'],
    [{ Type: 'String', MaxLength: 2 }, 'abc', 'at most 2 characters'],
    [
      { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] },
      'a,c',
      'must be one of AllowedValues',
    ],
    [
      { Type: 'CommaDelimitedList', AllowedPattern: '[a-z]+' },
      'x,1',
      'must match pattern [a-z]+',
    ],
    [
      {
        Type: 'String',
        AllowedPattern: '[a-z]+',
        ConstraintDescription: 'must be lower case',
      },
      'X',
      "Parameter 'P' must be lower case",
    ],
    [
      { Type: 'String', AllowedPattern: '(?i)[a-z]++' },
      'x',
      'cannot read the AllowedPattern (?i)[a-z]++',
    ],
    [{ Type: 'String', Default: 'c', AllowedValues: ['a'] }, undefined, 'P'],
  ])('with %j may not be %j', (parameter, given, message) => {
    expect(() => resolve(parameter, given)).toThrow(message);
  });

  it('is a list for Ref if its type is one', () => {
    const template = parseTemplate(
      JSON.stringify({
        Parameters: {
          Names: { Type: 'CommaDelimitedList' },
          Zones: { Type: 'List<AWS::EC2::AvailabilityZone::Name>' },
          Name: { Type: 'String' },
        },
        Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
      }),
    );
    expect(
      parameterValues(template, { Names: 'a, b', Zones: 'x', Name: 'c,d' }),
    ).toEqual({ Names: ['a', 'b'], Zones: ['x'], Name: 'c,d' });
  });
});
