import { writeAmount } from '../../shared/messages/amount.ts';
import type { Completion, Task, TaskAbout } from '../../shared/table/operator/task-item.ts';
import { iso, type Viewing } from '../members/viewing.ts';
import type { TaskShape } from './contract.ts';

export function viewTask({ id, about, openedAt, dueAt }: Task, viewing: Viewing): TaskShape {
  return {
    id,
    kind: about.kind,
    sentence: sentenceOf(about, viewing),
    ...particulars(about),
    openedAt: iso(openedAt),
    dueAt: iso(dueAt),
  };
}

export function viewCompletion({ by, note, at }: Completion) {
  return { by, ...(note === undefined ? {} : { note }), at: iso(at) };
}

function particulars(about: TaskAbout): Partial<TaskShape> {
  switch (about.kind) {
    case 'call':
      return { member: about.member };
    case 'credit': {
      const { member, quarter, amountMinor, currency } = about;
      return { member, quarter, amountMinor, currency };
    }
    case 'winners':
      return { draw: about.draw, month: about.month };
    case 'owner-list':
      return { week: about.week };
    case 'review':
      return {};
  }
}

/** Operators are spoken to in English, as errors and alarms are. */
function sentenceOf(about: TaskAbout, { program }: Viewing): string {
  switch (about.kind) {
    case 'call':
      return 'Call a good customer who has stayed away.';
    case 'credit': {
      const amount = writeAmount(about.amountMinor, about.currency, 'en');
      return `Book ${amount} of store credit for a member: their share of ${about.quarter}.`;
    }
    case 'winners':
      return `Find the winners of ${about.draw} ${about.month} who are no members, by their forms.`;
    case 'review':
      return `Look at the program ${program.id} again: do its rules still do what they are for?`;
    case 'owner-list':
      return 'Go through the list of the week: thank, and ask.';
  }
}
