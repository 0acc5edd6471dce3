import type { MonthFigures } from './figures.ts';

/** The town's months in their order. */
export type Months = readonly (readonly [month: string, figures: MonthFigures])[];

interface Panel {
  readonly title: string;
  readonly bars: readonly { readonly of: keyof MonthFigures; readonly colour: string }[];
}

/** Told apart by those who see few colours, too. */
const DARK = '#0b6e99';
const LIGHT = '#9aa5b1';

const panels: readonly Panel[] = [
  { title: 'Orders', bars: [{ of: 'orders', colour: DARK }] },
  {
    title: 'Tiers reached (dark) and lost (light)',
    bars: [
      { of: 'up', colour: DARK },
      { of: 'down', colour: LIGHT },
    ],
  },
  {
    title: 'Points issued (dark) and expired (light)',
    bars: [
      { of: 'issued', colour: DARK },
      { of: 'expired', colour: LIGHT },
    ],
  },
  {
    title: 'Reminders of renewals (light) and renewals after one (dark)',
    bars: [
      { of: 'reminded', colour: LIGHT },
      { of: 'answered', colour: DARK },
    ],
  },
  {
    title: 'Members lost (light) and won back (dark)',
    bars: [
      { of: 'lost', colour: LIGHT },
      { of: 'wonBack', colour: DARK },
    ],
  },
];

const MARGIN = 60;
const PLOT_HEIGHT = 120;
const PANEL_HEIGHT = PLOT_HEIGHT + 90;
const GROUP = 34;
const BAR = 13;
const LEAST_WIDTH = 640;

/** The months as bar charts, one above the other: a whole SVG file. */
export function townChart(months: Months): string {
  const width = Math.max(LEAST_WIDTH, 2 * MARGIN + months.length * GROUP);
  const height = panels.length * PANEL_HEIGHT + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...panels.map((panel, i) => panelOf(panel, months, width, MARGIN / 2 + i * PANEL_HEIGHT)),
    '</svg>',
    '',
  ].join('\n');
}

function panelOf({ title, bars }: Panel, months: Months, width: number, top: number): string {
  const most = Math.max(1, ...months.flatMap(([, figures]) => bars.map(({ of }) => figures[of])));
  const floor = top + 30 + PLOT_HEIGHT;
  return [
    `<text x="${MARGIN}" y="${top + 16}" font-size="14">${title}</text>`,
    ...[0, 1].map((part) => {
      const y = floor - part * PLOT_HEIGHT;
      return `<line x1="${MARGIN}" y1="${y}" x2="${width - MARGIN}" y2="${y}" stroke="#d9dee3"/><text x="${MARGIN - 6}" y="${y + 4}" text-anchor="end">${(part * most).toLocaleString('en')}</text>`;
    }),
    ...months.map(([month, figures], i) => {
      const x = MARGIN + 4 + i * GROUP;
      const label = `<text transform="translate(${x + BAR} ${floor + 12}) rotate(45)">${month}</text>`;
      return (
        bars
          .map(({ of, colour }, k) => {
            const high = Math.round((Math.max(0, figures[of]) * PLOT_HEIGHT) / most);
            return `<rect x="${x + k * BAR}" y="${floor - high}" width="${BAR}" height="${high}" fill="${colour}"><title>${figures[of].toLocaleString('en')}</title></rect>`;
          })
          .join('') + label
      );
    }),
  ].join('\n');
}

const EIGHTHS = ' ▁▂▃▄▅▆▇█';

/** One figure over the months, a sign for each: `▁▃▇`. */
export function sparkline(months: Months, of: keyof MonthFigures): string {
  const most = Math.max(1, ...months.map(([, figures]) => figures[of]));
  return months
    .map(([, figures]) => EIGHTHS[Math.ceil((Math.max(0, figures[of]) * 8) / most)] ?? ' ')
    .join('');
}
