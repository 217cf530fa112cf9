import type { HealthAlarm } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  type AlarmDetails,
  type AlarmReport,
  databaseNamespace,
} from '../../ports/AlarmReader';
import type { LiveCluster } from '../../ports/ClusterReader';
import { alarmsInRule } from './alarmsInRule';

/** An alarm about a cluster or about one of its instances, with its state. */
export interface ClusterAlarm {
  details: AlarmDetails;
  state: HealthAlarm['state'];
  since?: Date;
  /**
   * Of a composite alarm: whether an alarm about a database, to which its rule refers, is in ALARM.
   */
  isExplained: boolean;
}

/** Dimensions in lower case, because AWS's services spell them differently. */
const kinds: Readonly<Record<string, 'cluster' | 'instance'>> = {
  dbclusteridentifier: 'cluster',
  dbinstanceidentifier: 'instance',
};

/** The alarms of an account by what they are about, so that no request searches all of them. */
export class AlarmIndex {
  /** False if only alarms that are not OK are known. */
  readonly isComplete: boolean;
  readonly #details = new Map<string, AlarmDetails>();
  readonly #states: ReadonlyMap<string, AlarmReport>;
  /** Names of metric alarms, by {@link subjectsOf}. */
  readonly #bySubject = new Map<string, string[]>();
  /** Names of the composite alarms whose rules refer to an alarm. */
  readonly #parents = new Map<string, string[]>();
  readonly #children = new Map<string, readonly string[]>();

  /**
   * @param defined - all alarms, by name. They may be older than the states. Undefined if they
   *   could not be read.
   * @param states - the alarms that are not OK, by name
   */
  constructor(
    defined: ReadonlyMap<string, AlarmDetails> | undefined,
    states: ReadonlyMap<string, AlarmReport>,
  ) {
    this.isComplete = defined !== undefined;
    this.#states = states;
    for (const [name, details] of defined ?? []) {
      this.#details.set(name, details);
    }
    // A new or changed alarm that is not OK counts at once.
    for (const [name, { details }] of states) {
      if (details) {
        this.#details.set(name, details);
      }
    }
    for (const [name, details] of this.#details) {
      for (const one of subjectsOf(details)) {
        add(this.#bySubject, one, name);
      }
      const children = alarmsInRule(details.rule ?? '');
      this.#children.set(name, children);
      for (const child of children) {
        add(this.#parents, child, name);
      }
    }
  }

  /** Returns the alarms of a cluster, by name. */
  of({
    clusterIdentifier,
    members,
  }: Pick<LiveCluster, 'clusterIdentifier' | 'members'>): ClusterAlarm[] {
    const subjects = [
      subject('cluster', clusterIdentifier),
      ...members.map(({ id }) => subject('instance', id)),
    ];
    const names = this.#reach(
      subjects.flatMap(one => this.#bySubject.get(one) ?? []),
      this.#parents,
    );
    return [...names].sort().flatMap(name => this.#alarm(name) ?? []);
  }

  #alarm(name: string): ClusterAlarm | undefined {
    const details = this.#details.get(name);
    const report = this.#states.get(name);
    return (
      details && {
        details,
        state: report?.state ?? 'OK',
        ...(report?.since && { since: report.since }),
        isExplained: this.#isExplained(name),
      }
    );
  }

  #isExplained(name: string): boolean {
    const children = this.#children.get(name) ?? [];
    return (
      children.length > 0 &&
      [...this.#reach(children, this.#children)].some(child => {
        const details = this.#details.get(child);
        return (
          details !== undefined &&
          subjectsOf(details).length > 0 &&
          this.#states.get(child)?.state === 'ALARM'
        );
      })
    );
  }

  /** The names, and those that follow from them. */
  #reach(
    names: readonly string[],
    next: ReadonlyMap<string, readonly string[]>,
  ): Set<string> {
    const reached = new Set(names);
    // A set also iterates over what is added meanwhile.
    for (const name of reached) {
      for (const one of next.get(name) ?? []) {
        reached.add(one);
      }
    }
    return reached;
  }
}

/** The clusters and instances that an alarm names in the dimensions of its metrics. */
function subjectsOf({ metrics }: AlarmDetails): string[] {
  return metrics
    .filter(({ namespace }) => namespace === databaseNamespace)
    .flatMap(({ dimensions }) =>
      Object.entries(dimensions).flatMap(([name, value]) => {
        const kind = kinds[name.toLowerCase()];
        return kind ? [subject(kind, value)] : [];
      }),
    );
}

function subject(kind: 'cluster' | 'instance', identifier: string): string {
  return `${kind} ${identifier}`;
}

function add(index: Map<string, string[]>, key: string, name: string): void {
  const known = index.get(key);
  if (!known) {
    index.set(key, [name]);
  } else if (!known.includes(name)) {
    known.push(name);
  }
}
