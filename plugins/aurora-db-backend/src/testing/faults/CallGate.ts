/** The moment at which a run stops: before a call takes effect, or when only its answer is lost. */
export interface GateStop {
  /** The call's number, from 0, or the name of the first such call. */
  at: number | string;
  when: 'before' | 'after';
}

/**
 * Stands between a run and AWS: records each call, and stops the run at one of them. A stopped run
 * makes no more calls, as if its process was killed, unless the gate opens again.
 */
export class CallGate {
  /** Each call so far, e.g. `stacks.describe`. */
  readonly calls: string[] = [];
  /** Resolves when the run is stopped. */
  readonly stopped: Promise<void>;
  readonly #stop: GateStop | undefined;
  readonly #open: Promise<void>;
  #onStopped = () => {};
  #onOpen = () => {};
  #isShut = false;

  constructor(stop?: GateStop) {
    this.#stop = stop;
    this.stopped = new Promise(resolve => {
      this.#onStopped = resolve;
    });
    this.#open = new Promise(resolve => {
      this.#onOpen = resolve;
    });
  }

  /** The same port, reached through the gate. */
  readonly through = <T extends object>(port: T, name: string): T =>
    new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target);
        return typeof member === 'function'
          ? (...input: unknown[]) =>
              this.#pass(`${name}.${String(key)}`, async () =>
                Reflect.apply(member, target, input),
              )
          : member;
      },
    });

  /** Lets the run go on. */
  open(): void {
    this.#isShut = false;
    this.#onOpen();
  }

  async #pass<T>(name: string, call: () => Promise<T>): Promise<T> {
    if (this.#isShut) {
      await this.#open;
    }
    this.calls.push(name);
    const { at } = this.#stop ?? {};
    const isLast =
      this.calls.length - 1 ===
      (typeof at === 'string' ? this.calls.indexOf(at) : at);
    if (isLast && this.#stop?.when === 'before') {
      await this.#shut();
    }
    const answer = await call();
    if (isLast && this.#stop?.when === 'after') {
      await this.#shut();
    }
    return answer;
  }

  #shut(): Promise<void> {
    this.#isShut = true;
    this.#onStopped();
    return this.#open;
  }
}
