import { escapeXml, renderXml } from './renderXml';

const names = {
  member: (name: string) => name,
  element: (list: string) => (list === 'Rows' ? 'Row' : 'member'),
};

describe('renderXml', () => {
  it('renders scalars, dates, bytes, structures and lists', () => {
    const xml = renderXml(
      {
        Text: 'a & <b>',
        Count: 0,
        Off: false,
        At: new Date('2026-01-02T03:04:05Z'),
        Bytes: Buffer.from('hi'),
        Inner: { Name: 'x' },
        Rows: [{ Id: 1 }, { Id: 2 }],
        Names: ['a'],
        None: [],
        Gone: undefined,
      },
      names,
    );
    expect(xml).toBe(
      '<Text>a &amp; &lt;b&gt;</Text><Count>0</Count><Off>false</Off><At>2026-01-02T03:04:05.000Z</At>' +
        '<Bytes>aGk=</Bytes><Inner><Name>x</Name></Inner><Rows><Row><Id>1</Id></Row><Row><Id>2</Id></Row></Rows>' +
        '<Names><member>a</member></Names><None></None>',
    );
  });

  it('keeps line breaks and replaces characters that XML cannot contain', () => {
    expect(escapeXml('a\r\n\tb\u0000c\u001b[0m')).toBe(
      'a&#xD;\n\tb\ufffdc\ufffd[0m',
    );
  });
});
