import { parseQueryInput } from './parseQueryInput';

const parse = (form: string, flatLists = false) =>
  parseQueryInput(new URLSearchParams(form), { flatLists });

describe('parseQueryInput', () => {
  it('leaves out the parameters of the protocol', () => {
    expect(
      parse(
        'Action=DescribeDBClusters&Version=2014-10-31&X-Amz-Date=x&MaxRecords=20',
      ),
    ).toEqual({
      MaxRecords: '20',
    });
  });

  it('nests structures', () => {
    expect(parse('Scaling.MinCapacity=0.5&Scaling.MaxCapacity=2')).toEqual({
      Scaling: { MinCapacity: '0.5', MaxCapacity: '2' },
    });
  });

  it.each([
    ['member', 'Names.member.1=a&Names.member.2=b'],
    ['a name of their own', 'Names.Name.1=a&Names.Name.2=b'],
    ['no name', 'Names.1=a&Names.2=b'],
    ['their order mixed up', 'Names.member.2=b&Names.member.1=a'],
  ])('reads lists whose elements have %s', (_, form) => {
    expect(parse(form)).toEqual({ Names: ['a', 'b'] });
  });

  it('sorts elements by number, not by text', () => {
    const form = Array.from(
      { length: 11 },
      (_, index) => `N.member.${index + 1}=${index + 1}`,
    ).join('&');
    expect(parse(form)).toEqual({
      N: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'],
    });
  });

  it('reads lists within elements of lists', () => {
    expect(
      parse(
        'Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=a&Filters.Filter.1.Values.Value.2=b',
      ),
    ).toEqual({
      Filters: [{ Name: 'engine', Values: ['a', 'b'] }],
    });
  });

  it('keeps a structure that contains only a list', () => {
    expect(parse('Logs.EnableLogTypes.member.1=postgresql')).toEqual({
      Logs: { EnableLogTypes: ['postgresql'] },
    });
  });

  it('does not take a structure for a list of the ec2 protocol, whose elements have no name', () => {
    expect(parse('IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/8', true)).toEqual(
      {
        IpPermissions: [{ IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
      },
    );
  });

  it('lets no key reach the prototype of objects', () => {
    const input = parse('__proto__.polluted=yes&a.__proto__.polluted=yes');
    expect(Object.getPrototypeOf(input)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(new Map().get('polluted')).toBeUndefined();
  });
});
