import { evaluateFormula } from './evaluateFormula';

const large = { DBInstanceClassMemory: 17_179_869_184, DBInstanceVCPU: 2 };

describe('evaluateFormula', () => {
  it.each([
    ['500', 500],
    [' 500 ', 500],
    ['LEAST({DBInstanceClassMemory/9531392},5000)', 1802],
    ['least( { dbinstanceclassmemory / 9531392 } , 5000 )', 1802],
    ['LEAST({DBInstanceClassMemory/9531392},1000)', 1000],
    ['GREATEST({DBInstanceClassMemory/9531392},5000)', 5000],
    ['{DBInstanceClassMemory/9531392}', 1802],
    ['${DBInstanceClassMemory/9531392}', 1802],
    ['{DBInstanceClassMemory*1/9531392}', 1802],
    ['{DBInstanceClassMemory/63963136*1024}', 274_432],
    ['SUM({DBInstanceClassMemory/9531392},-2)', 1800],
    ['GREATEST(LEAST({DBInstanceVCPU*400},600),100)', 600],
    ['LEAST(100)', 100],
  ])('%s is %d', (text, value) => {
    expect(evaluateFormula(text, large)).toBe(value);
  });

  it('needs no hardware for a formula that does not refer to it', () => {
    expect(evaluateFormula('GREATEST(100,200)', undefined)).toBe(200);
    expect(
      evaluateFormula('LEAST({DBInstanceClassMemory/9531392},5000)', undefined),
    ).toBeUndefined();
  });

  it.each([
    '',
    ' ',
    'many',
    '1.5',
    '1e3',
    '500 600',
    '{',
    '{}',
    '{DBInstanceClassMemory',
    '{DBInstanceClassMemory/}',
    '{DBInstanceClassMemory/0}',
    '{DBInstanceClassMemory-1}',
    '{DBInstanceClassMemory 9531392}',
    '{DBInstanceClassMemory*9007199254740991}',
    '{AllocatedStorage/1024}',
    '{log(DBInstanceClassMemory/8187281418)*1000}',
    'DBInstanceClassMemory/9531392',
    'LEAST()',
    'LEAST',
    'LEAST(5,)',
    'LEAST(5',
    'LEAST(5))',
    'AVERAGE(5,6)',
    'CONSTRUCTOR(5)',
    'IF({TrueIfReplica},100,200)',
  ])('does not guess the value of %p', text => {
    expect(evaluateFormula(text, large)).toBeUndefined();
  });
});
