import { join } from 'node:path';
import { readProgram } from '../../shared/program/read.ts';
import { tellProgram } from './handler.ts';

export const handler = tellProgram({ program: readProgram(join(__dirname, 'program.json')) });
