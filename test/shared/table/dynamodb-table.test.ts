import { describe } from 'vitest';
import { useLocalTable } from '../../support/local-table.ts';
import { tableContract } from '../../support/table-contract.ts';

describe('the table on DynamoDB', () => tableContract(useLocalTable()));
