import type { ProgramRules } from '../program.ts';

/** What could never be sent or held as it is planned. */
export function faultyPlans(program: ProgramRules): string[] {
  return [
    ...faultyCalendar(program),
    ...faultyEvents(program),
    ...faultyStatusNote(program),
    ...faultyLeaderboard(program),
  ];
}

function faultyCalendar({ calendar }: ProgramRules): string[] {
  if (calendar === undefined) return [];
  const { entries, offersAWeek } = calendar;
  return entries.flatMap((entry, i) => {
    if (entry.when !== 'every-days' || entry.about !== 'offer') return [];
    const fewest = Math.ceil(7 / offersAWeek);
    return entry.days < fewest
      ? [
          `calendar.entries.${i}.days: offers come at most ${offersAWeek} times in seven days; wait ${fewest} days at least`,
        ]
      : [];
  });
}

function faultyEvents({ events, rewards }: ProgramRules): string[] {
  return events.flatMap(({ on, place }, i) => {
    if (place === undefined) return [];
    const reward = rewards.find(({ id }) => id === place);
    if (reward === undefined) return [];
    if (reward.kind !== 'place') {
      return [`events.${i}.place: "${place}" is a ${reward.kind}; name a place`];
    }
    if (typeof on !== 'string') {
      return [`events.${i}.place: a place is for one day; leave it out, or hold the event once`];
    }
    return reward.on !== undefined && reward.on !== on
      ? [`events.${i}.on: the place "${place}" is for ${reward.on}; say the same day in both`]
      : [];
  });
}

function faultyStatusNote({ statusNote, contact }: ProgramRules): string[] {
  return (statusNote?.channels ?? []).flatMap((channel, i, all) => [
    ...(all.indexOf(channel) < i
      ? [`statusNote.channels.${i}: "${channel}" is there twice; keep one`]
      : []),
    ...(channel === 'email' && contact?.emailsADay === 0
      ? [`statusNote.channels.${i}: contact.emailsADay allows none; allow one, or leave this out`]
      : []),
  ]);
}

function faultyLeaderboard({ leaderboard, activities }: ProgramRules): string[] {
  return leaderboard?.by === 'contribution' && activities.every((each) => each.contribution === 0)
    ? ['leaderboard.by: no activity brings contribution points; count something else']
    : [];
}
