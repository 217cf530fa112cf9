/** The report's style sheet. Series keep 3:1 against the page in light and dark, text 4.5:1 (WCAG 2.2). */
export const reportStyle = `
:root {
  --page: #fff; --ink: #1f2328; --faint: #6e7781; --line: #d8dee4; --band: #0969da14;
  --first: #0969da; --second: #bc4c00; --third: #8250df;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --ink: #e6edf3; --faint: #8b949e; --line: #30363d; --band: #58a6ff1f;
    --first: #58a6ff; --second: #f0883e; --third: #bc8cff;
  }
}
body { background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 54rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.2; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; }
figure { margin: 1.5rem 0; }
figcaption { margin-bottom: .5rem; }
figure svg { display: block; font-size: 12px; }
.narrow { display: none; }
@media (max-width: 56rem) {
  .wide { display: none; }
  .narrow { display: block; }
}
.scrolled { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .875rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .5rem; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem; text-align: right; white-space: nowrap; }
th[scope='row'] { text-align: left; white-space: normal; min-width: 9rem; }
small { display: block; font-weight: 400; color: var(--faint); }
`;
