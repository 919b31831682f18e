import { readFileSync } from "node:fs";
import { fileBeside } from "../../file-beside.ts";

/**
 * Stems of the 8,700 most common English words of four to nine letters, so that a correct everyday word
 * is never taken for a misspelt word of the trade ("tricks" for "trucks").
 *
 * Source: SCOWL 2020.12.07, sizes 10 and 20 (http://wordlist.aspell.net), reduced by `stem`.
 * Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word
 * lists, the associated scripts, the output created from the scripts, and its documentation for any purpose
 * is hereby granted without fee, provided that the above copyright notice appears in all copies and that
 * both that copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson
 * makes no representations about the suitability of this array for any purpose. It is provided "as is"
 * without express or implied warranty.
 */
export const commonStems: ReadonlySet<string> = new Set(
  readFileSync(fileBeside(import.meta.url, "common-words.txt"), "utf8")
    .trim()
    .split(/\s+/),
);
