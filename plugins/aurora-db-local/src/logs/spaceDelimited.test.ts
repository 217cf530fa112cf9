import { matcherOf } from './events/matcherOf';
import { parseFilterPattern } from './parseFilterPattern';

const access =
  '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';
const error = 'ERROR 09/25/2014 12:00:02 Failed to process request';

describe('a space-delimited pattern', () => {
  it.each([
    ['[ip, user, username, timestamp, request, status, bytes]', access],
    ['[ip=127.0.0.*, ..., status = 404, bytes]', access],
    ['[..., request = *.html*, status = 4*, bytes > 1000]', access],
    ['[..., status = 410 || status = 404, bytes]', access],
    ['[ip, user, name, time = "10/Oct*", request, ...]', access],
    ['[ip = %127\\.0\\.0\\.[1-3]%, ...]', access],
    ['[..., status >= 400 && status < 500, bytes]', access],
    ['[w1=ERROR, w2]', error],
    ['[w1=ERROR || w1=WARNING, w2]', error],
    ['[w1!=INFO && w1!=WARNING, w2]', error],
    ['[level, rest = *request]', error],
    ['[level, ...]', error],
  ])('%s matches', (pattern, message) => {
    expect(matcherOf(parseFilterPattern(pattern))(message)).toBe(true);
  });

  it.each([
    ['[a, b, c, d, e, f, g, h]', access],
    ['[..., status = 410, bytes]', access],
    ['[..., status > 404, bytes]', access],
    ['[..., bytes = 404]', access],
    ['[ip > 5, ...]', access],
    ['[w1!=ERROR && w1!=WARNING, w2]', error],
    ['[w1=ERROR]', error],
    ['[w1=error, w2]', error],
  ])('%s does not match', (pattern, message) => {
    expect(matcherOf(parseFilterPattern(pattern))(message)).toBe(false);
  });

  it.each([
    ['[ip, level ERROR]', "'level ERROR' is not a field"],
    ['[ip, code > many]', 'not a number'],
    ['[..., a, ...]', 'one ellipsis at most'],
    ['[ip = %(a|b)%]', "has '('"],
  ])('%s is refused', (pattern, message) => {
    expect(() => parseFilterPattern(pattern)).toThrow(message);
  });
});
