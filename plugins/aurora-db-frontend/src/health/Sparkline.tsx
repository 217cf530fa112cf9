import type { HealthMetric } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { MetricThreshold } from './thresholdsOfCluster';
import styles from './Sparkline.module.css';

const width = 100;
const height = 24;

const yOf = (value: number, top: number) => height - (value / top) * height;

/** Runs of consecutive values as `x,y` pairs. A gap in the data is a gap in the line. */
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

/**
 * The value at the top. Far below its limit, a metric would be a flat line. The top is therefore
 * lower, but not so low that noise looks large.
 */
function topOf(highest: number, ceiling?: number, least = 0): number {
  const fitting = ceiling
    ? Math.min(ceiling, Math.max(2 * highest, ceiling / 10))
    : highest;
  return Math.max(fitting, highest, least) || 1;
}

function Level(props: { value: number; top: number; className?: string }) {
  const y = yOf(props.value, props.top);
  return <line className={props.className} x1={0} x2={width} y1={y} y2={y} />;
}

/**
 * A metric's line without axes, from zero up.
 *
 * @param props - `ceiling` and `thresholds` are drawn if the metric exceeds half of them; `least`
 *   is the smallest range of the vertical axis; `label` is the text alternative
 */
export function Sparkline(props: {
  points: HealthMetric['points'];
  ceiling?: number;
  thresholds?: MetricThreshold[];
  least?: number;
  label: string;
}) {
  const { ceiling, thresholds = [], least } = props;
  const values = props.points.flatMap(([, value]) =>
    value === null ? [] : [value],
  );
  const highest = Math.max(...values, 0);
  const near = thresholds.filter(({ value }) => value <= 2 * highest);
  const top = Math.max(
    topOf(highest, ceiling, least),
    ...near.map(({ value }) => value),
  );
  return (
    <svg
      role="img"
      aria-label={props.label}
      className={styles.sparkline}
      viewBox={`0 -1 ${width} ${height + 2}`}
      preserveAspectRatio="none"
    >
      {ceiling !== undefined && ceiling > 0 && ceiling <= top && (
        <Level value={ceiling} top={top} className={styles.ceiling} />
      )}
      {near.map(({ id, severity, value }) => (
        <Level key={id} value={value} top={top} className={styles[severity]} />
      ))}
      {lines(props.points, top).map(run => (
        <polyline
          key={run[0]?.[0]}
          className={styles.line}
          // A single point is a line of length zero, which round caps make visible.
          points={[...run, ...run.slice(-1)].map(at => at.join()).join(' ')}
        />
      ))}
    </svg>
  );
}
