import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Whether a process of a group is running. An ended process answers signal 0 until its parent reaps
 * it, and in many containers process 1 never reaps orphans.
 */
export function isGroupRunning(group) {
  try {
    process.kill(-group, 0);
  } catch (error) {
    if (error.code === 'ESRCH') {
      return false;
    }
    throw error;
  }
  return processes().some(
    ([state, , id]) => Number(id) === group && !/^[ZXx]/.test(state),
  );
}

/** State, parent and group of each process, as in proc(5) and ps(1). */
function processes() {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(pid => {
        try {
          const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
          return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        } catch {
          // The process has ended meanwhile.
          return ['X'];
        }
      });
  }
  return execFileSync('ps', ['-A', '-o', 'state=,ppid=,pgid='], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/));
}
