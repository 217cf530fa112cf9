/**
 * The text of `input.environmentName`. Apart from the table of these texts, because the cards
 * validate names of environments, and need to load no other of them.
 */
export const environmentNameExpected =
  'expected 1 to 16 lower-case letters, digits and hyphens, starting with a letter, for example prod';
