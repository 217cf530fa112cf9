/** A request that no template can be made of; the message names each wrong value and what is expected instead. */
export class InvalidSynthRequestError extends Error {
  override readonly name = 'InvalidSynthRequestError';
}
