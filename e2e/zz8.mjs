// node e2e/zz8.mjs PORTAL scene[,scene] widths lang theme fake
import { launchChromium } from './launchChromium.mjs';
const [url, scenes, widths = '1400', lang = 'en', theme = 'light', fake = '0'] =
  process.argv.slice(2);
const b = await launchChromium();
const lines = (n, t0) =>
  Array.from({ length: n }, (_, i) => {
    const at = new Date(t0 + i * 400).toISOString();
    const sev = i % 23 === 7 ? 'ERROR' : i % 31 === 3 ? 'WARNING' : 'LOG';
    return {
      id: 'x' + t0 + i,
      at,
      instance: i % 5 ? 'shop-stg-writer' : 'shop-stg-reader',
      severity: sev,
      text:
        at.replace('T', ' ').slice(0, 19) +
        ` UTC:127.0.0.1(52344):app@shopmain:[4711]:${sev}:  ` +
        (sev === 'LOG'
          ? `statement: SELECT o.id, o.total FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.email = 'user${i}@example.com' AND o.status = 'open' ORDER BY o.created_at DESC LIMIT 20`
          : sev === 'ERROR'
            ? 'duplicate key value violates unique constraint "orders_pkey"\nDETAIL:  Key (id)=(17) already exists.'
            : 'there is no transaction in progress'),
    };
  });
for (const width of widths.split(',')) {
  const ctx = await b.newContext({
    locale: lang === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: Number(width), height: 1000 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  await ctx.addInitScript(
    ([l, th]) => {
      localStorage.setItem('language', l);
      localStorage.setItem('theme', th);
    },
    [lang, theme],
  );
  const p = await ctx.newPage();
  p.on('pageerror', e => console.log('PAGEERROR', e.message.slice(0, 500)));
  p.on('console', m => {
    if (m.type() === 'error') console.log('CONSOLE', m.text().slice(0, 300));
  });
  if (fake === '1') {
    const now = Date.now();
    await p.route('**/api/aurora-db/clusters/*/*/events*', r =>
      r.fulfill({
        json: {
          items: [
            {
              at: new Date(now - 6 * 60000).toISOString(),
              source: 'shop-stg-aurora-cluster',
              category: 'failover',
              text: 'Completed failover to DB instance: shop-stg-reader',
            },
            {
              at: new Date(now - 7 * 60000).toISOString(),
              source: 'shop-stg-aurora-cluster',
              category: 'failover',
              text: 'Started cross AZ failover to DB instance: shop-stg-reader',
            },
            {
              at: new Date(now - 8 * 60000).toISOString(),
              source: 'shop-stg-writer',
              category: 'availability',
              text: 'DB instance restarted',
            },
            {
              at: new Date(now - 30 * 60000).toISOString(),
              source: 'shop-stg-aurora-cluster',
              category: 'backup',
              text: 'Finished backup',
            },
            {
              at: new Date(now - 3 * 3600000).toISOString(),
              source: 'shop-stg-aurora-cluster',
              category: 'maintenance',
              text: 'Database cluster has a patch',
            },
          ],
        },
      }),
    );
    await p.route('**/api/aurora-db/clusters/*/*/log?*', r => {
      const q = new URL(r.request().url()).searchParams;
      const kind = q.get('kind');
      const to = Date.parse(q.get('to'));
      if (kind === 'errors')
        return r.fulfill({
          json: {
            items: [
              {
                sqlState: '23505',
                severity: 'ERROR',
                message:
                  'duplicate key value violates unique constraint "orders_pkey"',
                count: 1284,
                firstAt: new Date(to - 3e6).toISOString(),
                lastAt: new Date(to - 3e4).toISOString(),
              },
              {
                sqlState: '57014',
                severity: 'ERROR',
                message: 'canceling statement due to statement timeout',
                count: 12,
                firstAt: new Date(to - 3e6).toISOString(),
                lastAt: new Date(to - 9e4).toISOString(),
              },
              {
                severity: 'FATAL',
                message:
                  'remaining connection slots are reserved for roles with the SUPERUSER attribute',
                count: 3,
                firstAt: new Date(to - 3e6).toISOString(),
                lastAt: new Date(to - 8e5).toISOString(),
              },
            ],
            next: 'abc',
          },
        });
      if (kind === 'slow')
        return r.fulfill({
          json: {
            items: lines(120, to - 3e6).map((l, i) => ({
              ...l,
              severity: 'LOG',
              durationMs: 1000 + ((i * 7919) % 60000),
              text:
                `2026-11-29 20:00:00 UTC:127.0.0.1(52344):app@shopmain:[4711]:LOG:  duration: ${1000 + ((i * 7919) % 60000)}.123 ms  statement: SELECT count(*) FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE l.sku = 'SKU-${i}'` +
                (i % 3
                  ? ''
                  : " AND o.note ILIKE '%" + 'urgent '.repeat(60) + "%'"),
            })),
          },
        });
      return r.fulfill({
        json: {
          items: lines(300, Math.max(Date.parse(q.get('from')), to - 130000)),
        },
      });
    });
  }
  await p.goto(url);
  const enter = p.getByRole('button', { name: /Enter|入/ });
  await Promise.race([
    enter.waitFor({ timeout: 60000 }).then(() => enter.click()),
    p.getByText('Goal Mandala API').first().waitFor({ timeout: 60000 }),
  ]).catch(e => console.log(e.message.slice(0, 200)));
  await p.waitForTimeout(1500);
  const db = process.env.DB ?? 'shop-stg';
  for (const scene of scenes.split(',')) {
    const base = `${url}/catalog/default/resource/${db}/database`;
    const go = {
      tab: '',
      errors: '/log?kind=errors&range=1h',
      slow: '/log?kind=slow&range=1h',
      all: '/log?kind=all&range=15m',
      custom: '/log?kind=all&from=2026-11-29T20:00:00Z&to=2026-11-29T22:00:00Z',
      page: null,
    }[scene];
    await p.goto(
      go === null ? `${url}/catalog/default/resource/${db}` : base + (go ?? ''),
    );
    await p.waitForTimeout(Number(process.env.WAIT ?? 4000));
    if (await enter.isVisible()) {
      await enter.click();
      await p.waitForTimeout(5000);
    }
    if (scene === 'tab') {
      const s = p.getByRole('slider').nth(2);
      await s.focus().catch(() => {});
      for (const k of [
        'ArrowLeft',
        'ArrowLeft',
        'ArrowLeft',
        'ArrowLeft',
        'ArrowLeft',
        'ArrowLeft',
        'Enter',
        'Shift+ArrowLeft',
        'Shift+ArrowLeft',
      ])
        await p.keyboard.press(k);
      await p.waitForTimeout(500);
    }
    await p.screenshot({
      path: `/tmp/h8shots/${scene}-${width}-${lang}-${theme}.png`,
      fullPage: true,
    });
  }
  await ctx.close();
}
await b.close();
