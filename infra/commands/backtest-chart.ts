import type { Pair } from '../../shared/backtest/backtest.ts';
import { liabilityOf } from '../../shared/backtest/liability.ts';
import type { Totals } from '../../shared/backtest/totals.ts';
import type { Month } from '../../shared/domain/time/time.ts';
import { writeMonth } from './backtest-report.ts';

interface Bars {
  readonly title: string;
  readonly bars: readonly { readonly month: Month; readonly points: Pair<number> }[];
}

const MARGIN = 60;
const PLOT_HEIGHT = 220;
const PANEL_HEIGHT = PLOT_HEIGHT + 110;
const GROUP = 36;
const BAR = 14;
const LEAST_WIDTH = 640;
/** Told apart by those who see few colours, too. */
const COLOURS: Pair<string> = { was: '#9aa5b1', would: '#0b6e99' };

/** The figures by month as two bar charts, one above the other: a whole SVG file. */
export function chartOf(totals: Totals): string {
  const panels = [
    { title: 'Points issued for orders, by month of the order', bars: issuedByMonth(totals) },
    { title: 'Points outstanding, by the month in which they expire', bars: liabilityOf(totals) },
  ];
  const longest = Math.max(...panels.map(({ bars }) => bars.length));
  const width = Math.max(LEAST_WIDTH, 2 * MARGIN + longest * GROUP);
  const height = panels.length * PANEL_HEIGHT + MARGIN;
  const { was, would } = totals.prices;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    legend(was.program.version, COLOURS.was, 24),
    legend(would.program.version, COLOURS.would, 42),
    ...panels.map((panel, i) => panelOf(panel, width, MARGIN + i * PANEL_HEIGHT)),
    '</svg>',
    '',
  ].join('\n');
}

function issuedByMonth({ tally }: Totals): Bars['bars'] {
  const months = [...tally.was.issued.keys(), ...tally.would.issued.keys()];
  return [...new Set(months)]
    .sort((a, b) => a - b)
    .map((month) => ({
      month,
      points: {
        was: tally.was.issued.get(month) ?? 0,
        would: tally.would.issued.get(month) ?? 0,
      },
    }));
}

function legend(version: string, colour: string, y: number): string {
  return `<rect x="${MARGIN}" y="${y - 10}" width="12" height="12" fill="${colour}"/><text x="${MARGIN + 18}" y="${y}">${escaped(version)}</text>`;
}

function panelOf({ title, bars }: Bars, width: number, top: number): string {
  const most = Math.max(1, ...bars.flatMap(({ points }) => [points.was, points.would]));
  const floor = top + 40 + PLOT_HEIGHT;
  const bar = (of: number, colour: string, x: number): string => {
    const height = Math.round((Math.max(0, of) * PLOT_HEIGHT) / most);
    return `<rect x="${x}" y="${floor - height}" width="${BAR}" height="${height}" fill="${colour}"><title>${of.toLocaleString('en')}</title></rect>`;
  };
  return [
    `<text x="${MARGIN}" y="${top + 20}" font-size="14">${escaped(title)}</text>`,
    ...[0, 0.5, 1].map((part) => {
      const y = floor - part * PLOT_HEIGHT;
      const label = Math.round(part * most).toLocaleString('en');
      return `<line x1="${MARGIN}" y1="${y}" x2="${width - MARGIN}" y2="${y}" stroke="#d9dee3"/><text x="${MARGIN - 6}" y="${y + 4}" text-anchor="end">${label}</text>`;
    }),
    ...bars.map(({ month, points }, i) => {
      const x = MARGIN + 4 + i * GROUP;
      const label = `<text transform="translate(${x + BAR} ${floor + 12}) rotate(45)">${writeMonth(month)}</text>`;
      return bar(points.was, COLOURS.was, x) + bar(points.would, COLOURS.would, x + BAR) + label;
    }),
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
