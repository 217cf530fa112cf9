import type { Token } from './scanStatement';

/** Words that are no values in `SET name = …`. */
const settingWords = /^(default|false|local|off|on|true)$/i;

/**
 * Finds the values of `SET name = value` and `ALTER ROLE … SET name TO value`. They need no quotes.
 */
export class SettingState {
  #command = '';
  #isSet = false;
  #isValue = false;

  /** Whether a word is a value. */
  isValue({ kind, text }: Token): boolean {
    return (
      this.#isValue &&
      (kind === 'quotedName' || (kind === 'word' && !settingWords.test(text)))
    );
  }

  see({ kind, text }: Token): void {
    if (text === ';') {
      this.#command = '';
      this.#isSet = false;
      this.#isValue = false;
    } else if (kind === 'word' && !this.#isValue) {
      this.#command ||= text.toLowerCase();
      this.#isSet ||= /^set$/i.test(text);
    }
    this.#isValue ||=
      this.#isSet &&
      /^(alter|set)$/.test(this.#command) &&
      /^(=|to)$/i.test(text);
  }
}
