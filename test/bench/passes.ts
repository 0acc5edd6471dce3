import { rounded, textTable } from '../../infra/commands/text-table.ts';
import { PRICES } from './costs.ts';
import { costOfPass, PLANNED_ONLY, passDays } from './pass-costs.ts';
import { MOST_EVENTS, passDefinition } from './pass-history.ts';
import { type Reckoned, reckon, reckonMonth, reckonPlan, TAKES } from './pass-reckoning.ts';
import { timedPass } from './timed-pass.ts';

const SIZES = [1_000_000, 10_000_000, 100_000_000] as const;

/** What the passes over all members cost, and how long one takes on this machine. */
export async function benchPasses(say: (line?: string) => void): Promise<void> {
  const definition = passDefinition();
  const costs = await Promise.all(
    passDays.map(async (day) => ({ day, cost: await costOfPass(day) })),
  );
  say(`Units are reckoned from item sizes, steps from the machine's definition; prices are those
read in ${PRICES.readOn}. A page of a hundred members is taken for ${TAKES.page} ms at AWS, ten errands at
once for ${TAKES.tenErrands} ms. What an entry sets off afterwards costs what it costs after any other entry.\n`);
  say(
    textTable(
      ['a pass', 'read units a member', 'and of one due', 'write units', 'events'],
      costs.map(({ day, cost: { readUnitsAMember, ofOneDue } }) => [
        day.name,
        rounded(readUnitsAMember, 3),
        rounded(ofOneDue.readUnits),
        rounded(ofOneDue.writeUnits),
        rounded(ofOneDue.events),
      ]),
    ),
  );
  say();

  const plan = reckonPlan(definition);
  for (const members of SIZES) {
    const reckoned = costs.map(({ day, cost }) => ({
      day,
      times: day.timesAMonth,
      of: reckon(day, cost, members, definition),
    }));
    const month = reckonMonth(reckoned, plan);
    say(
      textTable(
        [
          `${members / 1_000_000} million members`,
          'due',
          'read units',
          'write units',
          'events',
          'Lambda s',
          'steps',
          'longest history',
          'minutes',
          '$',
        ],
        [
          ...reckoned.map(({ day, of }) => row(day.name, `${day.dueBps / 100}%`, of)),
          row(`nothing can be due (${PLANNED_ONLY} a month)`, '', plan),
          row('all of a month', '', month),
        ],
      ),
    );
    say();
  }
  say(`An execution's history takes ${MOST_EVENTS.toLocaleString('en')} events.\n`);
  await timedPass(say);
}

function row(name: string, due: string, of: Reckoned): readonly string[] {
  const whole = (number: number) => Math.round(number).toLocaleString('en');
  return [
    name,
    due,
    whole(of.readUnits),
    whole(of.writeUnits),
    whole(of.events),
    whole(of.lambdaSeconds),
    whole(of.transitions),
    whole(of.longestHistory),
    of.minutes.toFixed(1),
    of.dollars.toFixed(of.dollars < 0.1 ? 4 : 2),
  ];
}
