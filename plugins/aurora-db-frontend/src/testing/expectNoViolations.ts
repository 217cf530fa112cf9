import axe from 'axe-core';

/**
 * Expects that axe has nothing to say against an element. jsdom draws nothing: colours and sizes are judged in a real browser, and
 * what makes a whole page is not the card's to have.
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
