import * as z from 'zod';
import * as v from './values.ts';

/** Which page of a list. */
export const listQuery = z.strictObject({ cursor: v.cursor.optional(), limit: v.pageSize });
