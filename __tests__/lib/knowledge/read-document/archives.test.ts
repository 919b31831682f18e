import { describe, expect, test } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import { prepareFile } from "../../../../lib/knowledge/prepare-document.ts";
import { outcomes, refusal } from "../../../support/prepared.ts";

describe("an archive", () => {
  test("gives a document for each file under a clean path, or the reason", async () => {
    const bytes = zipSync({
      "prices/kegs.md": strToU8("# Kegs\n\nA keg costs $30."),
      "../../etc/cans.txt": strToU8("A can costs $1."),
      "C:\\share\\list.csv": strToU8("Item,Price\nKeg,30"),
      "empty/": new Uint8Array(),
      "__MACOSX/prices/._kegs.md": strToU8("x"),
      ".hidden/a.md": strToU8("x"),
      "a/.DS_Store": strToU8("x"),
      "Thumbs.db": strToU8("x"),
      "inner.zip": zipSync({ "a.md": strToU8("x") }),
      "app.exe": strToU8("MZ"),
    });
    expect(outcomes(await prepareFile({ name: "all.zip", bytes }))).toEqual([
      ["prices/kegs.md", "# Kegs\n\nA keg costs $30."],
      ["etc/cans.txt", "A can costs $1."],
      ["share/list.csv", "| Item | Price |\n| --- | --- |\n| Keg | 30 |"],
      ["inner.zip", "This is an archive inside an archive. Unpack it, then add what it holds."],
      ["app.exe", expect.stringContaining("Files that end in .exe cannot be read.")],
    ]);
  });

  test("a name that is too long keeps its end, and no half of a character", async () => {
    const bytes = zipSync({ [`${"🍺".repeat(200)}.txt`]: strToU8("Ten kegs.") });
    const [[name]] = outcomes(await prepareFile({ name: "a.zip", bytes })) as [[string, string]];
    expect(name).toMatch(/🍺\.txt$/u);
    expect([name.length <= 255, name.isWellFormed()]).toEqual([true, true]);
  });

  test("a damaged file in it fails alone", async () => {
    const bytes = zipSync({ "a.txt": strToU8("alpha ".repeat(50)), "b.txt": strToU8("beta") }, { level: 6 });
    // The first file's packed bytes begin behind its header of 30 bytes and its name.
    bytes.fill(0xff, 36, 40);
    expect(outcomes(await prepareFile({ name: "a.zip", bytes }))).toEqual([
      ["a.txt", "This file of the archive is damaged. Pack the archive again, then add it."],
      ["b.txt", "beta"],
    ]);
  });

  test("that breaks off, or holds nothing to read, is refused", async () => {
    const bytes = zipSync({ "a.txt": strToU8("alpha") });
    expect(await refusal({ name: "a.zip", bytes: bytes.subarray(0, 60) })).toMatch(
      /^This archive is damaged/,
    );
    expect(await refusal({ name: "a.zip", bytes: zipSync({ ".x": strToU8("x") }) })).toBe(
      "This archive holds no files.",
    );
  });

  test("a file that is protected by a password says so", async () => {
    const bytes = zipSync({ "a.txt": strToU8("alpha") });
    const view = new DataView(bytes.buffer);
    const directory = bytes.length - 22 - 51;
    // The flag of encryption, in the file's own header and in the directory.
    view.setUint16(6, view.getUint16(6, true) | 1, true);
    view.setUint16(directory + 8, view.getUint16(directory + 8, true) | 1, true);
    expect(outcomes(await prepareFile({ name: "a.zip", bytes }))).toEqual([
      ["a.txt", "This file of the archive is protected by a password. Add it without the password."],
    ]);
  });
});
