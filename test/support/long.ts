/** Whether tests may take their time, as `npm run test:long` lets them. */
export const isLong = process.env.PERCH_LONG === '1';
