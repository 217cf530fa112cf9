/** What of a database a reason of its health is about. */
export interface CauseSubject {
  about: 'cpu' | 'connections' | 'capacity' | 'readLatency' | 'writeLatency';
  /** Starts of the minutes that the reason is about, in epoch milliseconds, the newest last. */
  minutes: number[];
  /** Number of connections, if it is known. Greatest of all instances. */
  connections?: number;
}
