import { statisticSetOf } from './Datapoint';
import { DatapointSeries } from './DatapointSeries';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const noon = Date.parse('2026-11-23T12:00:00Z');

describe('DatapointSeries', () => {
  it('adds up the values of a minute and keeps other minutes as gaps', () => {
    const series = new DatapointSeries();
    for (const [seconds, value] of [
      [1, 4],
      [31, 2],
      [59.9, 9],
      [180, 1],
    ] as const) {
      series.add(
        noon + seconds * 1000,
        statisticSetOf(value),
        noon + 4 * minute,
      );
    }
    expect(Array.from(series.read(noon, noon + hour))).toEqual([
      { timestamp: noon, count: 3, sum: 15, minimum: 2, maximum: 9 },
      {
        timestamp: noon + 3 * minute,
        count: 1,
        sum: 1,
        minimum: 1,
        maximum: 1,
      },
    ]);
  });

  it('returns the datapoints that start in the range, without its end', () => {
    const series = new DatapointSeries();
    for (let i = 0; i < 400; i++) {
      series.add(noon + i * minute, statisticSetOf(i), noon + 400 * minute);
    }
    const read = Array.from(
      series.read(noon + 100 * minute, noon + 300 * minute),
      ({ sum }) => sum,
    );
    expect(read).toEqual(Array.from({ length: 200 }, (_, i) => i + 100));
  });

  it('distinguishes negative and zero values from no value', () => {
    const series = new DatapointSeries();
    series.add(noon, statisticSetOf(0), noon);
    series.add(noon + minute, statisticSetOf(-3), noon);
    expect(
      Array.from(series.read(noon, noon + hour), ({ minimum, maximum }) => [
        minimum,
        maximum,
      ]),
    ).toEqual([
      [0, 0],
      [-3, -3],
    ]);
  });

  it('combines values older than a day into five minutes without loss', () => {
    const series = new DatapointSeries();
    for (let i = 0; i < 10; i++) {
      series.add(noon + i * minute, statisticSetOf(i), noon + 10 * minute);
    }
    series.age(noon + day + 4 * hour);
    expect(Array.from(series.read(noon, noon + hour))).toEqual([
      { timestamp: noon, count: 5, sum: 10, minimum: 0, maximum: 4 },
      {
        timestamp: noon + 5 * minute,
        count: 5,
        sum: 35,
        minimum: 5,
        maximum: 9,
      },
    ]);
  });

  it('accepts a late value for a combined minute', () => {
    const series = new DatapointSeries();
    series.add(noon, statisticSetOf(1), noon);
    series.age(noon + 2 * day);
    series.add(noon + 2 * minute, statisticSetOf(5), noon + 2 * day);
    expect(Array.from(series.read(noon, noon + hour))).toEqual([
      { timestamp: noon, count: 2, sum: 6, minimum: 1, maximum: 5 },
    ]);
  });

  it('deletes values after 15 days', () => {
    const series = new DatapointSeries();
    series.add(noon, statisticSetOf(1), noon);
    series.age(noon + 14 * day);
    expect(series.isEmpty).toBe(false);
    series.age(noon + 16 * day);
    expect(series.isEmpty).toBe(true);
  });

  it('stays within 200 kB if every minute of 15 days has a value', () => {
    const series = new DatapointSeries();
    for (let now = noon; now < noon + 16 * day; now += minute) {
      series.add(now, statisticSetOf(1), now);
      if (now % hour === 0) {
        series.age(now);
      }
    }
    expect(series.byteLength).toBeLessThan(205_000);
    expect(series.byteLength).toBeGreaterThan(150_000);
  });
});
