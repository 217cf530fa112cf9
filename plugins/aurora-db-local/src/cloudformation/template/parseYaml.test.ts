import { parseYaml } from './parseYaml';
import { resolveYamlScalar } from './resolveYamlScalar';

describe('a YAML scalar without quotes', () => {
  it.each([
    ['yes', true],
    ['On', true],
    ['TRUE', true],
    ['no', false],
    ['OFF', false],
    ['y', 'y'],
    ['N', 'N'],
    ['~', null],
    ['', null],
    ['42', 42],
    ['-17', -17],
    ['1_000', 1000],
    ['0755', 493],
    ['012345670123', 1402433619],
    ['027434742980', '027434742980'],
    ['0x1F', 31],
    ['0b101', 5],
    ['0o17', '0o17'],
    ['1:30', 90],
    ['-1:30:00', -5400],
    ['10:75', '10:75'],
    ['22:22', 1342],
    ['123456789012', 123456789012],
    ['12345678901234567890', '12345678901234567890'],
    ['15.10', 15.1],
    ['13.0', '13.0'],
    ['.5', 0.5],
    ['1.5e3', '1500.0'],
    ['15.4.1', '15.4.1'],
    ['2012-10-17', '2012-10-17'],
    ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
    ['yes please', 'yes please'],
    ['db.serverless', 'db.serverless'],
  ])('%s is read as %j', (source, value) => {
    expect(resolveYamlScalar(source)).toEqual(value);
  });
});

describe('a template in YAML', () => {
  it.each([
    ['quoted', "a: 'yes'", { a: 'yes' }],
    ['double quoted', 'a: "0755"', { a: '0755' }],
    ['tagged as text', 'a: !!str 0755', { a: '0755' }],
    ['a block', 'a: |\n  yes\n', { a: 'yes\n' }],
    ['a key', '0123: x', { 83: 'x' }],
    ['an anchor that nothing uses', 'a: &anchor yes', { a: true }],
    [
      'in a short form',
      'a: !ImportValue 0755',
      { a: { 'Fn::ImportValue': '0755' } },
    ],
    ['absent in a short form', 'a: !GetAZs', { a: { 'Fn::GetAZs': '' } }],
    [
      'in a nested short form',
      "a: !Join ['-', [!Ref B, 0x10]]",
      { a: { 'Fn::Join': ['-', [{ Ref: 'B' }, 16]] } },
    ],
  ])('may have a value that is %s', (_, body, value) => {
    expect(parseYaml(body)).toEqual(value);
  });

  it.each([
    [
      'a: &x {b: 1}\nc: *x',
      'Template error: YAML aliases are not allowed in CloudFormation templates',
    ],
    ['a:\n  <<: {b: 1}', 'YAML merge keys (<<) are not allowed'],
    ['a: 1\nb: 2\na: 3', 'Map keys must be unique. (line 3, column 1)'],
    ['a: {b: 1, b: 2}', 'Map keys must be unique. (line 1, column 11)'],
    ['010: 1\n8: 2', 'Map keys must be unique. (line 2, column 1)'],
    ['a: !!timestamp 2001-12-14', 'The tag !!timestamp is not supported.'],
    ['a: !!set {b}', 'The tag !!set is not supported.'],
    ['a: !ref B', 'The tag !ref is not supported.'],
    ['a: 1\n---\nb: 2', 'A template is a single document.'],
    ['a: [', 'YAML not well-formed. (line 1, column'],
  ])('is refused if it is %j', (body, message) => {
    expect(() => parseYaml(body)).toThrow(message);
  });

  it('takes time in proportion to its keys', () => {
    const cpuTime = (keys: number) => {
      const body = Array.from({ length: keys }, (_, key) => `k${key}: v`);
      const start = process.cpuUsage();
      parseYaml(body.join('\n'));
      return process.cpuUsage(start).user;
    };
    cpuTime(5_000);
    // The square of eight times the keys is 64 times the time.
    expect(cpuTime(40_000)).toBeLessThan(24 * cpuTime(5_000));
  });
});
