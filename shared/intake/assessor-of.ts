import { createBrandReader } from '../storage/brands.ts';
import { createCompanyReader } from '../storage/companies.ts';
import { createBookReader } from '../storage/policy-book.ts';
import { createPolicyReader } from '../storage/policy-reader.ts';
import type { Table } from '../storage/table.ts';
import { type Assessor, type AssessorDeps, createAssessor } from './assessor.ts';
import { createCustomsReader } from './customs-of.ts';

/** The assessor of whoever has the table: what it reads again and again is kept for a while by this process. */
export function assessorOf(table: Table, readBrand: AssessorDeps['readBrand'] = createBrandReader(table)): Assessor {
  return createAssessor({
    table,
    readBrand,
    readCompany: createCompanyReader(table),
    readBook: createBookReader(table),
    policies: createPolicyReader(table),
    readCustoms: createCustomsReader(table),
  });
}
