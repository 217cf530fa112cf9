/** One thing that differs, or is wrong. */
export interface Finding {
  /** What it is part of, such as `public.goals`. */
  of: string;
  text: string;
}
