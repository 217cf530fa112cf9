import axe from 'axe-core';

/**
 * Expects that axe finds no violation in an element. The rules for colours need a real browser, and
 * those for headings and regions need a whole page, so they are off.
 */
export async function expectNoViolations(
  element: Element = document.body,
): Promise<void> {
  const { violations } = await axe.run(element, {
    rules: {
      'color-contrast': { enabled: false },
      region: { enabled: false },
      'heading-order': { enabled: false },
    },
  });
  expect(
    violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(node => node.html),
    })),
  ).toEqual([]);
}
