import { describe } from 'vitest';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { tableContract } from '../../support/table-contract.ts';

describe('the table in memory', () => tableContract({ table: memoryTable() }));
