/** A name, perhaps with its schema, that needs no quotes or only because of capitals and hyphens. */
const identifier =
  /^"?[\p{L}_][\p{L}\p{N}_$-]*"?(?:\."?[\p{L}_][\p{L}\p{N}_$-]*"?)*$/u;
/** Twice PostgreSQL's maximum, for a name and its schema. */
const longest = 127;

/** Words of SQL at which a syntax error is often found. Other words can be values. */
const keywords: ReadonlySet<string> = new Set(
  (
    'all alter and any as asc begin between by case check column commit constraint create cross default delete desc ' +
    'distinct do drop else end except exists false fetch for foreign from full grant group having if in index inner ' +
    'insert intersect into is join key left like limit natural not null of offset on or order outer over partition ' +
    'primary references returning revoke right rollback row rows select set table then to true truncate union unique ' +
    'update using values view when where window with'
  ).split(' '),
);

/** Returns a name, or a question mark for a text that a client wrote in place of a name. */
export function identifierOr(text: string): string {
  return text.length <= longest && identifier.test(text) ? text : '?';
}

export function isKeyword(text: string): boolean {
  return keywords.has(text.toLowerCase());
}
