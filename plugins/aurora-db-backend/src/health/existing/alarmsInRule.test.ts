import { alarmsInRule } from './alarmsInRule';

describe('the alarms in the rule of a composite alarm', () => {
  it.each([
    ['ALARM("cpu")', ['cpu']],
    [
      'ALARM(cpu) OR OK( writer ) AND NOT INSUFFICIENT_DATA("uptime")',
      ['cpu', 'writer', 'uptime'],
    ],
    ['((ALARM("a b")) OR (NOT ALARM("c")))', ['a b', 'c']],
    [
      'ALARM("arn:aws:cloudwatch:eu-west-1:444444444444:alarm:cpu: high")',
      ['cpu: high'],
    ],
    ['OK(arn:aws-cn:cloudwatch:cn-north-1:444444444444:alarm:cpu)', ['cpu']],
    ['ALARM("say \\"cpu\\" (ALARM(x))")', ['say "cpu" (ALARM(x))']],
    ['ALARM("cpu") AND ALARM("cpu")', ['cpu']],
    ['AT_LEAST(2, ALARM, ("a", b, c)) OR OK(d)', ['a', 'b', 'c', 'd']],
    ['AT_LEAST(50%, NOT OK, (a,b))', ['a', 'b']],
    ['TRUE OR (FALSE)', []],
    ['ALARM(ALARM)', ['ALARM']],
    ['', []],
  ])('%s', (rule, names) => {
    expect(alarmsInRule(rule)).toEqual(names);
  });
});
