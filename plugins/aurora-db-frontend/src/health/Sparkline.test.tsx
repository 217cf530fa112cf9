import type { HealthMetric } from '@aurora-db/backstage-plugin-aurora-db-common';
import { render, screen } from '@testing-library/react';
import { Sparkline } from './Sparkline';

const minute = 60_000;

/**
 * Draws values at intervals of one minute. Returns the heights of each line as fractions of the
 * whole height.
 */
function drawn(values: Array<number | null>, ceiling?: number, least?: number) {
  const points: HealthMetric['points'] = values.map((value, at) => [
    at * minute,
    value,
  ]);
  render(
    <Sparkline points={points} ceiling={ceiling} least={least} label="CPU" />,
  );
  const picture = screen.getByRole('img', { name: 'CPU' });
  const [, , , boxHeight] = (picture.getAttribute('viewBox') ?? '').split(' ');
  const height = Number(boxHeight) - 2;
  const ceilingY = picture.querySelector('line')?.getAttribute('y1');
  return {
    hasCeiling: ceilingY !== undefined,
    ceilingAt: 1 - Number(ceilingY) / height,
    lines: [...picture.querySelectorAll('polyline')].map(line =>
      (line.getAttribute('points') ?? '')
        .split(' ')
        .slice(0, values.length)
        .map(point => 1 - Number(point.split(',')[1]) / height),
    ),
  };
}

describe('Sparkline', () => {
  it('reaches from zero to the ceiling, which it draws, when the metric comes near it', () => {
    const { hasCeiling, lines } = drawn([0, 50, 90], 100);
    expect(hasCeiling).toBe(true);
    expect(lines[0]?.[0]).toBeCloseTo(0);
    expect(lines[0]?.[1]).toBeCloseTo(0.5);
    expect(lines[0]?.[2]).toBeCloseTo(0.9);
  });

  it('shows a trend far below the ceiling at half the height, without the ceiling', () => {
    const { hasCeiling, lines } = drawn([20, 200, 60], 1_000);
    expect(hasCeiling).toBe(false);
    expect(lines[0]?.[1]).toBeCloseTo(0.5);
    expect(lines[0]?.[2]).toBeCloseTo(0.15);
  });

  it('does not magnify noise', () => {
    const { lines } = drawn([0.1, 0.3, 0.1], 100);
    expect(Math.max(...(lines[0] ?? []))).toBeLessThan(0.05);
  });

  it('shows values above the current ceiling', () => {
    const { ceilingAt, lines } = drawn([100, 200], 100);
    expect(lines[0]).toEqual([0.5, 1]);
    expect(ceilingAt).toBeCloseTo(0.5);
  });

  it('draws the ceiling of a metric that is always seen against it', () => {
    const { ceilingAt, lines } = drawn([1, 1], 16, 16);
    expect(ceilingAt).toBe(1);
    expect(lines[0]?.[0]).toBeCloseTo(1 / 16);
  });

  it('draws values far below the smallest scale as a flat line', () => {
    const { lines } = drawn([0.1, 0.4], undefined, 10);
    expect(Math.max(...(lines[0] ?? []))).toBeCloseTo(0.04);
  });

  it('fills the height with a metric without a ceiling', () => {
    const { hasCeiling, lines } = drawn([1, 4]);
    expect(hasCeiling).toBe(false);
    expect(lines[0]).toEqual([0.25, 1]);
  });

  it('leaves a gap if there is no datapoint', () => {
    expect(drawn([1, 1, null, 1, 1]).lines).toHaveLength(2);
  });
});
