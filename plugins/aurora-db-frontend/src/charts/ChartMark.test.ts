import { marksAt, marksInRange, type ChartMark } from './ChartMark';

const times = [60_000, 120_000, 180_000];
const mark = (at: number): ChartMark => ({
  id: String(at),
  at,
  kind: 'event',
  what: 'Failover',
});
const atOf = (marks: ChartMark[]) => marks.map(({ at }) => at);

describe('the marks of a chart', () => {
  it('are those from its first datapoint to the end of its last period', () => {
    const marks = [59_999, 60_000, 239_999, 240_000].map(mark);
    expect(atOf(marksInRange(marks, times))).toEqual([60_000, 239_999]);
  });

  it('belong to the datapoint in whose period they are', () => {
    const marks = [60_000, 119_999, 120_000, 200_000].map(mark);
    expect(atOf(marksAt(marks, times, 0))).toEqual([60_000, 119_999]);
    expect(atOf(marksAt(marks, times, 1))).toEqual([120_000]);
    expect(atOf(marksAt(marks, times, 2))).toEqual([200_000]);
    expect(marksAt(marks, times, undefined)).toEqual([]);
  });

  it('are none without datapoints', () => {
    expect(marksInRange([mark(1)], [])).toEqual([]);
  });
});
