/** A method whose call waits until it is let go. */
export function holdCall<Input extends unknown[]>(
  method: (...input: Input) => Promise<void>,
) {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  async function late(this: unknown, ...input: Input): Promise<void> {
    await held;
    await method.apply(this, input);
  }
  return { late, letGo };
}
