/** Source of the time, so that minutes can pass in a test without waiting for them. Milliseconds since the epoch. */
export type Clock = () => number;
