import { isSynthChild, processTree, residentMegabytes } from './processMemory';

const intervalMs = 100;

/** Follows a backend and its synth child, and keeps the highest resident memory of each, in MB. */
export class PeakMemory {
  backend = 0;
  synthChild = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    this.#timer = setInterval(() => this.#sample(), intervalMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    this.backend = Math.max(this.backend, residentMegabytes(this.pid));
    const child = processTree(this.pid).find(isSynthChild);
    if (child) {
      this.synthChild = Math.max(this.synthChild, residentMegabytes(child));
    }
  }
}
