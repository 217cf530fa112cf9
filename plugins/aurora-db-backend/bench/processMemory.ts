import { readFileSync, readdirSync } from 'node:fs';

const megabyte = 1024;

function field(file: string, name: string): number {
  try {
    const text = readFileSync(file, 'utf8');
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  } catch {
    return 0; // The process ended between the list and the read.
  }
}

/** A process and all its descendants. */
export function processTree(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) && field(`/proc/${name}/status`, 'PPid');
    if (parent) {
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    }
  }
  const walk = (id: number): number[] => [
    id,
    ...(children.get(id) ?? []).flatMap(walk),
  ];
  return walk(pid);
}

/** Resident memory of one process, in MB. */
export function residentMegabytes(pid: number): number {
  return field(`/proc/${pid}/status`, 'VmRSS') / megabyte;
}

/** Proportional memory of processes, in MB. Shared memory counts once. */
export function proportionalMegabytes(pids: number[]): number {
  return (
    pids.reduce(
      (sum, pid) => sum + field(`/proc/${pid}/smaps_rollup`, 'Pss'),
      0,
    ) / megabyte
  );
}

/** Whether a process is the child that makes templates. */
export function isSynthChild(pid: number): boolean {
  try {
    return /synth-?child/i.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}
