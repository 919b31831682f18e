/**
 * How much a file may ask for. What is within these limits and still too much (an archive that lies about its size, a
 * page nested a million deep) is ended by the limits of the process that reads: see reading-limits.ts.
 */

/** Bytes of one file, in an archive or by itself. Uploads end at 20 MiB; what is fetched or unpacked may be larger. */
export const mostFileBytes = 50 * 1024 * 1024;

/** Pages of one PDF. A thousand pages of prose take about 10 s. */
export const mostPages = 3_000;

/** Files of one archive. */
export const mostEntries = 2_000;

/** Bytes that an archive may hold unpacked, and how many times its own size; less than a mebibyte is never a bomb. */
export const mostUnpackedBytes = 200 * 1024 * 1024;
export const mostUnpackedRatio = 200;
export const harmlessUnpackedBytes = 1024 * 1024;

/** Bytes of XML in one Word or Excel file. Its tree takes some ten times as much memory. */
export const mostOfficeBytes = 60 * 1024 * 1024;

/** Cells of one workbook or table. */
export const mostCells = 500_000;

/** Levels of elements in a page or of objects in JSON; nobody reads what lies deeper. */
export const mostLevels = 200;
