import type { ProgramDocument } from '../../shared/program/program.ts';
import { drawProgram } from './draw-program.ts';

/** The ladder with a draw and with a list for its owner each Monday. */
export const calendarProgram: ProgramDocument = {
  ...drawProgram,
  id: 'calendar-program',
  ownerList: { weekday: 'monday', bestBuyers: 3, quietAfterDays: 30 },
};
