/** A shorter end says little. */
const shortest = 6;

/**
 * Short names of instances: of long ones, the end that none of the others has. CloudFormation makes
 * names that share most of their length.
 */
export function shortInstances(
  instances: Iterable<string>,
): Map<string, string> {
  const all = [...new Set(instances)];
  return new Map(
    all.map(instance => {
      const parts = instance.split('-');
      for (let count = 1; count < parts.length; count += 1) {
        const end = parts.slice(-count).join('-');
        const isUnique = all.every(
          other => other === instance || !other.endsWith(end),
        );
        if (end.length >= shortest && isUnique) {
          return [instance, `…${end}`];
        }
      }
      return [instance, instance];
    }),
  );
}
