import type { DatabaseAddress } from './readDatabaseAddress.ts';

/** An address is read again after this time, so a switch-over takes no longer; in milliseconds. */
const freshForMs = 60_000;
/** A server that refuses a password may not make us ask Secrets Manager more often than this. */
const renewedAtMostEveryMs = 1_000;

/**
 * Knows the database's current address. It reads the address at the first use, once a minute, and
 * when the server refuses a login. Running functions therefore follow rotations and switch-overs.
 */
export class AddressBook {
  readonly #read: () => Promise<DatabaseAddress>;
  readonly #onReadAgainFailed: (error: unknown) => void;
  #known: { address: DatabaseAddress; readAt: number } | undefined;
  #reading: Promise<DatabaseAddress> | undefined;

  /**
   * @param read - asks for the address
   * @param onReadAgainFailed - called if a known address cannot be read again; it stays in use
   */
  constructor(
    read: () => Promise<DatabaseAddress>,
    onReadAgainFailed: (error: unknown) => void,
  ) {
    this.#read = read;
    this.#onReadAgainFailed = onReadAgainFailed;
  }

  /** The address that new connections are made to; undefined before the first use. */
  get known(): DatabaseAddress | undefined {
    return this.#known?.address;
  }

  /** The address, at most a minute old. Throws when there is none yet and it can't be read. */
  async current(): Promise<DatabaseAddress> {
    return this.#notOlderThan(freshForMs);
  }

  /** The address as it is now: the server didn't accept the one that is known. */
  async renewed(): Promise<DatabaseAddress> {
    return this.#notOlderThan(renewedAtMostEveryMs);
  }

  async #notOlderThan(ms: number): Promise<DatabaseAddress> {
    const known = this.#known;
    if (known && Date.now() - known.readAt < ms) {
      return known.address;
    }
    this.#reading ??= this.#readAgain().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAgain(): Promise<DatabaseAddress> {
    const readAt = Date.now();
    try {
      const address = await this.#read();
      // The same object while nothing changes, so that its holder can compare it.
      const kept =
        this.#known?.address.key === address.key
          ? this.#known.address
          : address;
      this.#known = { address: kept, readAt };
      return kept;
    } catch (error) {
      if (!this.#known) {
        throw error;
      }
      this.#onReadAgainFailed(error);
      this.#known = { ...this.#known, readAt };
      return this.#known.address;
    }
  }
}
