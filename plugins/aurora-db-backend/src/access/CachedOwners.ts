import { LRUCache } from 'lru-cache';
import type { OwnerDirectory } from '../database/existing/OwnerDirectory';

/** How long an answer is used, in ms. Owners that are missing may appear soon. */
const knownForMs = 2 * 60_000;
const missingForMs = 60_000;
/** How long an older answer is used if the source gives none, in ms. */
const staleForMs = 30 * 60_000;
const maxOwners = 10_000;

interface Answer {
  isKnown: boolean;
  readAt: number;
}

const isFresh = ({ isKnown }: Answer, ageMs: number) =>
  ageMs < (isKnown ? knownForMs : missingForMs);
const isUsable = (_: Answer, ageMs: number) => ageMs < staleForMs;

/** {@link OwnerDirectory} that remembers answers. Concurrent callers share one request. */
export class CachedOwners implements OwnerDirectory {
  readonly #source: OwnerDirectory;
  readonly #now: () => number;
  readonly #answers: LRUCache<string, Answer>;
  readonly #reading = new Map<string, Promise<void>>();

  constructor(source: OwnerDirectory, now: () => number = Date.now) {
    this.#source = source;
    this.#now = now;
    this.#answers = new LRUCache({ max: maxOwners });
  }

  async filterKnown(refs: readonly string[]): Promise<ReadonlySet<string>> {
    const wanted = [...new Set(refs)];
    const outdated = wanted.filter(ref => !this.#find(ref, isFresh));
    const unread = outdated.filter(ref => !this.#reading.has(ref));
    if (unread.length > 0) {
      const reading = this.#read(unread);
      unread.forEach(ref => this.#reading.set(ref, reading));
    }
    try {
      await Promise.all(new Set(outdated.map(ref => this.#reading.get(ref))));
    } catch (error) {
      if (!wanted.every(ref => this.#find(ref, isUsable))) {
        throw error;
      }
    }
    return new Set(wanted.filter(ref => this.#answers.get(ref)?.isKnown));
  }

  async #read(refs: readonly string[]): Promise<void> {
    const readAt = this.#now();
    try {
      const known = await this.#source.filterKnown(refs);
      for (const ref of refs) {
        this.#answers.set(ref, { isKnown: known.has(ref), readAt });
      }
    } finally {
      refs.forEach(ref => this.#reading.delete(ref));
    }
  }

  #find(
    ref: string,
    isGood: (answer: Answer, ageMs: number) => boolean,
  ): Answer | undefined {
    const answer = this.#answers.get(ref);
    return answer && isGood(answer, this.#now() - answer.readAt)
      ? answer
      : undefined;
  }
}
