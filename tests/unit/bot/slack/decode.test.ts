import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../../bot/slack/receive/decode.ts';

const BOT = 'U0BOT';

describe('what was typed', () => {
  test.each([
    ['<@U0BOT> revenue?', 'revenue?'],
    ['revenue <@U0BOT|walker> last month', 'revenue last month'],
    ['<@U0BOT>', ''],
    ['aov &gt; 20 &amp; roas &lt; 3', 'aov > 20 & roas < 3'],
    ['see <https://shop.example/a?b=1&amp;c=2>', 'see https://shop.example/a?b=1&c=2'],
    ['see <http://shop.example|shop.example>', 'see shop.example'],
    ['mail <mailto:ana@shop.example|ana@shop.example>', 'mail ana@shop.example'],
    ['in <#C012|sales> by <@U9|Ben>', 'in #sales by @U9'],
    ['<!here> <!subteam^S1|@growth> hi', '@here @growth hi'],
    ['since <!date^1577836800^{date}|1 Jan 2020>', 'since 1 Jan 2020'],
    ['first line\nsecond line', 'first line\nsecond line'],
    ['a &lt;@U0BOT&gt; b', 'a <@U0BOT> b'],
  ])('%j is read as %j', (typed, read) => {
    expect(decodeText(typed, BOT)).toBe(read);
  });
});
