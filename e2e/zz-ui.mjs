// node e2e/zz-ui.mjs OUT LANG THEME WIDTH [path=name ...]
import { readFileSync } from 'node:fs';
import { launchChromium } from './launchChromium.mjs';
const url = 'http://localhost:3187';
const [out, lang, theme, width, ...paths] = process.argv.slice(2);
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const b = await launchChromium();
const ctx = await b.newContext({ locale: lang === 'ja' ? 'ja-JP' : 'en-GB', timezoneId: 'Asia/Tokyo', viewport: { width: Number(width), height: 900 }, colorScheme: theme });
await ctx.addInitScript(([l, t]) => { localStorage.setItem('theme', t); localStorage.setItem('language', l); localStorage.setItem('@backstage/core:SignInPage:provider','guest'); }, [lang, theme]);
const p = await ctx.newPage();
p.on('pageerror', e => console.log('PAGEERROR', e.message.slice(0, 300)));
p.on('console', m => { if (m.type() === 'error') console.log('CONSOLE', m.text().slice(0, 200)); });
const enter = p.getByRole('button', { name: /Enter|入る/ });
for (const item of paths) {
  const [path, name, ...steps] = item.split('|');
  await p.goto(url + path, { timeout: 120000 });
  await p.waitForTimeout(3500);
  if (await enter.isVisible()) { await enter.click(); await p.waitForTimeout(3000); }
  for (const s of steps) { const [how, ...rest] = s.split(':'); const v = rest.join(':');
    try {
    if (how === 'click') await p.getByRole('button', { name: new RegExp(v) }).first().click({timeout:10000});
    if (how === 'fill') await p.keyboard.type(v);
    if (how === 'key') { for (const k of v.split(',')) await p.keyboard.press(k); }
    if (how === 'option') await p.getByRole('option', { name: new RegExp(v) }).first().click({timeout:5000});
    if (how === 'wait') await p.waitForTimeout(Number(v));
    if (how === 'radio') await p.getByRole('radio', { name: new RegExp(v) }).first().click({timeout:5000});
    } catch (e) { console.log('STEP', s, e.message.slice(0, 200)); }
    await p.waitForTimeout(700); }
  const full = name.endsWith('!');
  const f = name.replace('!', '');
  // Backstage scrolls inside main: grow the viewport to the content
  const h = full ? await p.evaluate(() => { let m = document.documentElement.scrollHeight; for (const e of document.querySelectorAll('*')) { const o = getComputedStyle(e).overflowY; if ((o === 'auto' || o === 'scroll') && e.clientHeight > 300) m = Math.max(m, e.scrollHeight + e.getBoundingClientRect().top + 20); } return m; }) : 900;
  if (h > 900) { await p.setViewportSize({ width: Number(width), height: Math.min(4000, Math.ceil(h)) }); await p.waitForTimeout(700); }
  await p.screenshot({ path: `${out}/${f}-${lang}-${theme}-${width}.png` });
  const over = await p.evaluate(() => { const w = document.documentElement.clientWidth; const r = []; for (const e of document.querySelectorAll('main *')) { const b = e.getBoundingClientRect(); if (b.right > w + 1 && b.width > 0) { let s = e.parentElement, inScroll = false; while (s) { const o = getComputedStyle(s).overflowX; if (o !== 'visible') { inScroll = true; break; } s = s.parentElement; } if (!inScroll) r.push(e.tagName + '.' + String(e.className).slice(0, 40) + ' ' + (e.textContent || '').slice(0, 30)); } if (getComputedStyle(e).textOverflow === 'ellipsis' && e.scrollWidth > e.clientWidth + 1) r.push('CUT ' + (e.textContent||'').slice(0, 60)); } return [...new Set(r)].slice(0, 8); });
  if (over.length) console.log(f, 'OVER', JSON.stringify(over));
  await p.evaluate(axe);
  const v = await p.evaluate(async () => (await window.axe.run(document.body, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }, rules: { region: { enabled: false } } })).violations.map(v => `${v.id}: ${v.nodes.length} ${v.nodes[0].html.slice(0, 140)}`));
  if (v.length) console.log(f, 'AXE', v.join('\n    '));
  await p.setViewportSize({ width: Number(width), height: 900 });
}
await b.close();
