/** Returns the time in milliseconds since the epoch. Tests replace it to let minutes pass. */
export type Clock = () => number;
