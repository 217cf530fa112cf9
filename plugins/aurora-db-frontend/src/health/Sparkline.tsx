import type { HealthMetric } from '@aurora-db/backstage-plugin-aurora-db-common';
import styles from './Sparkline.module.css';

const width = 100;
const height = 24;

const yOf = (value: number, top: number) => height - (value / top) * height;

/** Runs of consecutive values as `x,y` pairs: a gap in the data is a gap in the line. */
function lines(
  points: HealthMetric['points'],
  top: number,
): Array<Array<readonly [x: number, y: number]>> {
  const start = points[0]?.[0] ?? 0;
  const span = (points.at(-1)?.[0] ?? start) - start || 1;
  const runs: Array<Array<readonly [number, number]>> = [[]];
  for (const [at, value] of points) {
    if (value === null) {
      runs.push([]);
    } else {
      runs.at(-1)?.push([((at - start) / span) * width, yOf(value, top)]);
    }
  }
  return runs.filter(run => run.length > 0);
}

/** The value at the top. A course far below its ceiling would be a flat line: the top comes down, but noise stays small. */
function topOf(highest: number, ceiling?: number, least = 0): number {
  const fitting = ceiling
    ? Math.min(ceiling, Math.max(2 * highest, ceiling / 10))
    : highest;
  return Math.max(fitting, highest, least) || 1;
}

/**
 * A metric's course without axes, from zero up.
 *
 * @param props - `ceiling` is drawn once the metric comes past half of it. The height stands for `least` at least. `label` is the
 *   text alternative.
 */
export function Sparkline(props: {
  points: HealthMetric['points'];
  ceiling?: number;
  least?: number;
  label: string;
}) {
  const { ceiling, least } = props;
  const values = props.points.flatMap(([, value]) =>
    value === null ? [] : [value],
  );
  const top = topOf(Math.max(...values, 0), ceiling, least);
  const ceilingY = ceiling && ceiling <= top ? yOf(ceiling, top) : undefined;
  return (
    <svg
      role="img"
      aria-label={props.label}
      className={styles.sparkline}
      viewBox={`0 -1 ${width} ${height + 2}`}
      preserveAspectRatio="none"
    >
      {ceilingY !== undefined && (
        <line
          className={styles.ceiling}
          x1={0}
          x2={width}
          y1={ceilingY}
          y2={ceilingY}
        />
      )}
      {lines(props.points, top).map(run => (
        <polyline
          key={run[0]?.[0]}
          className={styles.line}
          // A point alone is a line of no length, which round caps make visible.
          points={[...run, ...run.slice(-1)].map(at => at.join()).join(' ')}
        />
      ))}
    </svg>
  );
}
