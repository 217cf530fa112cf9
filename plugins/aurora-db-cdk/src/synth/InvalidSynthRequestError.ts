/**
 * A request that cannot become a template. The message names each wrong value and the expected one.
 *
 * @public
 */
export class InvalidSynthRequestError extends Error {
  override readonly name = 'InvalidSynthRequestError';
}
