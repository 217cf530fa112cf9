import type { HealthMetric } from '@aurora-db/backstage-plugin-aurora-db-common';
import styles from './Sparkline.module.css';

const width = 100;
const height = 24;

/** Runs of consecutive values as `x,y` pairs: a gap in the data is a gap in the line. */
function lines(
  points: HealthMetric['points'],
  ceiling: number,
): Array<Array<readonly [x: number, y: number]>> {
  const start = points[0]?.[0] ?? 0;
  const span = (points.at(-1)?.[0] ?? start) - start || 1;
  const runs: Array<Array<readonly [number, number]>> = [[]];
  for (const [at, value] of points) {
    if (value === null) {
      runs.push([]);
    } else {
      const y = height - (Math.min(value, ceiling) / ceiling) * height;
      runs.at(-1)?.push([((at - start) / span) * width, y]);
    }
  }
  return runs.filter(run => run.length > 0);
}

/**
 * A metric's course without axes, from zero to its ceiling.
 *
 * @param props - `ceiling` is the value at the top; without it, the highest of the points. `label` is the text alternative.
 */
export function Sparkline(props: {
  points: HealthMetric['points'];
  ceiling?: number;
  label: string;
}) {
  const values = props.points.flatMap(([, value]) =>
    value === null ? [] : [value],
  );
  const ceiling = props.ceiling || Math.max(...values, 0) || 1;
  return (
    <svg
      role="img"
      aria-label={props.label}
      className={styles.sparkline}
      viewBox={`0 -1 ${width} ${height + 2}`}
      preserveAspectRatio="none"
    >
      {props.ceiling !== undefined && (
        <line className={styles.ceiling} x1={0} x2={width} y1={0} y2={0} />
      )}
      {lines(props.points, ceiling).map(run => (
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
