import type { Remedy } from '@aurora-db/backstage-plugin-aurora-db-common';

/** A command of the shell. Values of app-config and of AWS are quoted if they need it. */
export function commandRemedy(...words: readonly string[]): Remedy {
  return { kind: 'command', text: words.map(quote).join(' ') };
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`;
}
