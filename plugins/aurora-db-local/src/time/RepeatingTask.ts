import { systemTime, type Time } from './Time';

/** Repeats a task, one run at a time. Logs failures and continues. */
export class RepeatingTask {
  readonly #name: string;
  readonly #run: () => Promise<void>;
  readonly #delay: () => number;
  readonly #log: (message: string) => void;
  readonly #time: Time;
  #callOff: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = true;

  constructor(options: {
    name: string;
    run(): Promise<void>;
    /** Milliseconds from now to the next run. */
    delay(): number;
    log(message: string): void;
    /** Default: the process's time. */
    time?: Time;
  }) {
    this.#name = options.name;
    this.#run = options.run;
    this.#delay = options.delay;
    this.#log = options.log;
    this.#time = options.time ?? systemTime;
  }

  start(): void {
    this.#stopped = false;
    this.#schedule();
  }

  /** Resolves when the current run has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff?.();
    await this.#running;
  }

  #schedule(): void {
    if (!this.#stopped) {
      this.#callOff = this.#time.wake(this.#delay(), () => {
        this.#running = this.#runOnce().finally(() => this.#schedule());
        return this.#running;
      });
    }
  }

  async #runOnce(): Promise<void> {
    try {
      await this.#run();
    } catch (error) {
      this.#log(
        `${this.#name} failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
