import { parseFormula } from './ParameterFormula';

const variables = {
  AllocatedStorage: 1_073_741_824,
  DBInstanceClassMemory: 16_000_000_000,
  DBInstanceVCPU: 2,
  EndPointPort: 5432,
  TrueIfReplica: 1,
};

describe('a formula', () => {
  it.each([
    ['{EndPointPort}', 5432],
    ['{DBInstanceClassMemory/12038}', 1_329_124],
    ['{AllocatedStorage*2/3}', 715_827_882],
    ['{DBInstanceClassMemory/63963136*1024}', 256_000],
    ['LEAST({DBInstanceClassMemory/9531392},5000)', 1678],
    ['least({DBInstanceClassMemory/9531392}, 5000)', 1678],
    ['GREATEST(${DBInstanceVCPU*2},8)', 8],
    ['SUM({DBInstanceClassMemory/12038},-50003)', 1_279_121],
    ['GREATEST(LEAST({DBInstanceVCPU*4},6),2)', 6],
    ['IF({TrueIfReplica},1,0)', 1],
    ['{log(DBInstanceClassMemory/8187281418)*1000}', 966],
    ['GREATEST({log(DBInstanceClassMemory/21474836480)*600},200)', 200],
  ])('%s is %d', (text, value) => {
    expect(parseFormula(text)?.(variables)).toBe(value);
  });

  it.each([
    '',
    '5000',
    '{}',
    '{Memory}',
    '{DBInstanceClassMemory',
    'DBInstanceClassMemory/2',
    '{DBInstanceClassMemory/}',
    '{DBInstanceClassMemory/0}',
    '{DBInstanceClassMemory/00}',
    '{DBInstanceClassMemory-1}',
    '{DBInstanceClassMemory/1.5}',
    '{1024*DBInstanceVCPU}',
    'LEAST()',
    'LEAST({DBInstanceVCPU},,5)',
    'LEAST({DBInstanceVCPU},5))',
    'AVERAGE({DBInstanceVCPU},5)',
    'IF({TrueIfReplica},1)',
    '{log(DBInstanceVCPU}',
  ])('%j is malformed', text => {
    expect(parseFormula(text)).toBeUndefined();
  });
});
