import type { DetailOf } from '../../shared/events/event-type.ts';
import type { contentDue } from '../../shared/events/time-events.ts';
import { writeDay } from '../../shared/messages/date.ts';
import type { Language } from '../../shared/messages/language.ts';
import type { Topic } from '../../shared/messages/telling.ts';
import type { Program, Text } from '../../shared/program/program.ts';

type Detail = DetailOf<typeof contentDue>;

/** What a program has for its members on a day, in one language; the brand's own words where it has some. */
export interface ContentSaying {
  readonly topic: Topic;
  readonly title?: string;
  readonly line: string;
}

/** Puts what the calendar brings into words; undefined where the program has dropped it since. */
export function sayContent(
  detail: Detail,
  { program, language, tag }: { program: Program; language: Language; tag: string },
): ContentSaying | undefined {
  const said = (text: Text): string => text[tag] ?? Object.values(text)[0] ?? '';
  switch (detail.kind) {
    case 'content':
    case 'offer': {
      const entry = program.calendar?.entries.find(({ id }) => id === detail.of);
      const content = entry?.contents[detail.content ?? 0];
      return (
        content && { topic: 'content', title: said(content.subject), line: said(content.body) }
      );
    }
    case 'event': {
      const event = program.events.find(({ id }) => id === detail.of);
      if (event === undefined || detail.on === undefined) return undefined;
      // A day is a day in every zone: noon of it is within it in all that brands live in.
      const day = writeDay(Date.parse(`${detail.on}T12:00:00Z`), tag, 'UTC');
      const name = said(event.name);
      const line = language.tell.event({ name, day, at: event.at, where: said(event.where) });
      return { topic: 'event', title: name, line };
    }
    case 'status': {
      const tier = program.tiers.find(({ id }) => id === detail.tier);
      const name = tier === undefined ? undefined : said(tier.name);
      return { topic: 'status', line: language.tell.status(detail.points ?? 0, name) };
    }
  }
}
