import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import { prepareText } from "../../../../lib/knowledge/prepare-document.ts";
import { makeReadingPool } from "../../../../lib/knowledge/reading-pool.ts";
import { wordDocument, workbook, workbookOf } from "../../../support/office-files.ts";
import { pdfFile } from "../../../support/pdf-file.ts";
import { bytesOf, outcomes, refusal } from "../../../support/prepared.ts";

/** Less memory and time than usual, so that a bomb needs not be large. */
const tight = makeReadingPool({ heapMb: 64, residentMb: 260, longestPartMs: 20_000 });
const tooLarge = expect.stringMatching(/^Reading this file takes more memory than a file may\./);
const tooDeep = /nested too deeply to be read/;

describe("a bomb is refused with a reason an operator understands", () => {
  test("an archive that unpacks to much more than itself", async () => {
    const bytes = zipSync({ "a.txt": new Uint8Array(3_000_000) });
    expect(await refusal({ name: "a.zip", bytes })).toMatch(/^This archive unpacks to more than/);
  });

  test("an archive of very many files", async () => {
    const files = Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`${at}.txt`, strToU8("x")]));
    expect(await refusal({ name: "a.zip", bytes: zipSync(files) })).toBe(
      "This archive holds more than 2,000 files. Split it into several archives.",
    );
  });

  test("an archive that says less than it holds", async () => {
    const bytes = zipSync({ "a.txt": new Uint8Array(3_000_000) });
    const view = new DataView(bytes.buffer);
    // The unpacked size, in the directory at the end and in the file's own header.
    view.setUint32(bytes.length - 22 - 51 + 24, 100, true);
    view.setUint32(22, 100, true);
    expect(outcomes(await tight.prepareFile({ name: "a.zip", bytes }))).toEqual([
      ["a.txt", "This file of the archive is damaged. Pack the archive again, then add it."],
    ]);
  });

  test("a workbook and a document that unpack to more than can be read", async () => {
    const blanks = " ".repeat(63_000_000);
    for (const file of [
      { name: "a.xlsx", bytes: workbookOf({ Sheet: blanks }) },
      { name: "a.docx", bytes: wordDocument(blanks) },
    ])
      expect(await refusal(file)).toMatch(/^This file unpacks to more than 60 MB\./);
  });

  test("a document whose entities multiply", async () => {
    const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`);
    const before = `<!DOCTYPE x [<!ENTITY e0 "ha">${entities.join("")}]>`;
    const bytes = wordDocument("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", before);
    const [[, text] = ["", ""]] = outcomes(await tight.prepareFile({ name: "a.docx", bytes }));
    expect(text.length).toBeLessThan(1_000);
  });

  test("a workbook of two cells in opposite corners of its sheet", async () => {
    const bytes = workbook({ Sheet: [["Item"]] }, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>');
    expect(outcomes(await tight.prepareFile({ name: "a.xlsx", bytes }))).toEqual([["a.xlsx", tooLarge]]);
  });

  test("a PDF whose stream inflates to two hundred and fifty megabytes", async () => {
    const stream = deflateSync(Buffer.alloc(250_000_000, 32), { level: 1 });
    const objects = [
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
    ].map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`);
    const head = `%PDF-1.5\n${objects.join("")}4 0 obj\n<</Length ${stream.length}/Filter/FlateDecode>>\nstream\n`;
    const tail = "\nendstream\nendobj\ntrailer<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF";
    const bytes = new Uint8Array(Buffer.concat([Buffer.from(head), stream, Buffer.from(tail)]));
    expect(outcomes(await tight.prepareFile({ name: "a.pdf", bytes }))).toEqual([["a.pdf", tooLarge]]);
  });

  test("a PDF of nothing but empty objects", async () => {
    const objects = Array.from({ length: 200_000 }, (_, at) => `${at + 1} 0 obj\n<<>>\nendobj\n`).join("");
    const bytes = bytesOf(`%PDF-1.4\n${objects}trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF`);
    expect(await refusal({ name: "a.pdf", bytes })).toMatch(/^This PDF is damaged/);
  });

  test("a PDF that says it has two thousand million pages", async () => {
    const bytes = bytesOf(
      "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
    );
    expect(await refusal({ name: "a.pdf", bytes })).toMatch(/^This PDF/);
  });

  test.each([
    ["a page", "a.html", `<!doctype html><html>${"<div>".repeat(100_000)}x`],
    ["JSON of lists", "a.json", "[".repeat(500_000) + "]".repeat(500_000)],
    ["JSON of objects", "a.json", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ])("%s that is nested a hundred thousand deep", async (_, name, text) => {
    expect(await refusal({ name, bytes: bytesOf(text) })).toMatch(tooDeep);
  });

  test("a Word document that is nested deep", async () => {
    const body = `${"<w:tbl><w:tr><w:tc>".repeat(20_000)}<w:p/>${"</w:tc></w:tr></w:tbl>".repeat(20_000)}`;
    expect(await refusal({ name: "a.docx", bytes: wordDocument(body) })).toMatch(tooDeep);
  });

  test("JSON that takes fifty times its size in memory", async () => {
    const bytes = bytesOf(`[${"[],".repeat(2_000_000)}1]`);
    expect(outcomes(await tight.prepareFile({ name: "a.json", bytes }))).toEqual([["a.json", tooLarge]]);
  });

  test("a table of more cells than anybody reads", async () => {
    expect(await refusal({ name: "a.csv", bytes: bytesOf(`a,b\n${"1,2\n".repeat(300_000)}`) })).toBe(
      "This table has more than 500,000 cells. Split it into several files.",
    );
  });

  test.each([
    ["brackets", "a.md", `${"[".repeat(300_000)}\n# ${"*_`[".repeat(100)}`],
    ["blanks", "a.txt", `a${" ".repeat(500_000)}b`],
    ["bars", "a.md", `|${"-|".repeat(200_000)}\n|${" a |".repeat(1_000)}`],
    ["quotation marks", "a.csv", `a,b\n${'"",'.repeat(150_000)}`],
    ["commas", "a.csv", ",".repeat(400_000)],
    ["comments", "a.html", `${"<!--".repeat(100_000)}<p>x</p>`],
    [
      "attributes",
      "a.html",
      `<!doctype html><html><p ${Array.from({ length: 30_000 }, (_, at) => `a${at}=1`).join(" ")}>x</p>`,
    ],
  ])("a text of %s that a pattern could stumble over comes to an end", async (_, name, text) => {
    expect(await tight.prepareFile({ name, bytes: bytesOf(text) })).toHaveLength(1);
  });
});

describe("what ends the process that reads ends nothing else", () => {
  const bomb = strToU8(`[${"[],".repeat(1_500_000)}1]`);

  test("an archive's other files are read", async () => {
    const bytes = zipSync({
      "a.txt": strToU8("alpha"),
      "b.json": [bomb, { level: 0 }],
      "c.txt": strToU8("gamma"),
    });
    expect(outcomes(await tight.prepareFile({ name: "a.zip", bytes }))).toEqual([
      ["a.txt", "alpha"],
      ["b.json", tooLarge],
      ["c.txt", "gamma"],
    ]);
  });

  test("an archive of bombs is given up after some of them", async () => {
    const impatient = makeReadingPool({ heapMb: 64, mostDeaths: 1 });
    const files = Object.fromEntries(
      ["a", "b", "c", "d"].map((name) => [`${name}.json`, [bomb, { level: 0 as const }]]),
    );
    const bytes = zipSync(files as Parameters<typeof zipSync>[0]);
    const read = outcomes(await impatient.prepareFile({ name: "all.zip", bytes }));
    expect(read).toEqual([
      ["a.json", tooLarge],
      ["b.json", tooLarge],
      ["all.zip", expect.stringMatching(/^Too many files of this archive could not be read/)],
    ]);
  });

  test("a file that takes too long is stopped, and the next one is read", async () => {
    // With so much memory that on no machine it is full first.
    const hasty = makeReadingPool({
      longestPartMs: 4_000,
      mostProcesses: 1,
      heapMb: 4_096,
      residentMb: 6_000,
    });
    // Each formatting element is opened anew in each paragraph.
    const slow = bytesOf(`<!doctype html><html><body>${"<b><i><a href=x><p>".repeat(60_000)}x`);
    const [read, next] = await Promise.all([
      hasty.prepareFile({ name: "slow.html", bytes: slow }),
      hasty.prepareFile({ name: "next.csv", bytes: bytesOf("Item,Price\nKeg,30") }),
    ]);
    expect(outcomes(read)).toEqual([
      [
        "slow.html",
        expect.stringMatching(/^Reading this file took longer than a minute, so it was stopped\./),
      ],
    ]);
    expect(outcomes(next)).toEqual([["next.csv", "| Item | Price |\n| --- | --- |\n| Keg | 30 |"]]);
  });

  test("a process that one file filled does not read the next, which would be refused for it", async () => {
    const one = makeReadingPool({ mostProcesses: 1, residentMb: 360 });
    const children = () =>
      readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").split(" ");
    const others = new Set(children());
    const reader = () => children().filter((pid) => pid !== "" && !others.has(pid));
    const small = { name: "small.txt", bytes: bytesOf("A keg costs $30.") };
    const large = { name: "large.csv", bytes: bytesOf(`a,b\n${`${"x".repeat(40)},2\n`.repeat(20_000)}`) };
    await one.prepareFile(small);
    const [first] = reader();
    await one.prepareFile(small);
    expect(reader()).toEqual([first]);
    expect(outcomes(await one.prepareFile(large))).toEqual([
      ["large.csv", expect.stringContaining("| a | b |")],
    ]);
    expect(outcomes(await one.prepareFile(small))).toEqual([["small.txt", "A keg costs $30."]]);
    expect(reader()).not.toContain(first);
  });

  test("a large document is cut without holding up this process", async () => {
    const text = "A truck leaves the yard at six and returns at three. ".repeat(15_000).trim();
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    const { passages } = await prepareText({ title: "Long", text, tags: [], sample: false });
    clearInterval(turning);
    expect(passages.length).toBeGreaterThan(400);
    expect(turns).toBeGreaterThan(20);
  });

  test("more files than processes wait for their turn", async () => {
    const bytes = await pdfFile(1, (print) => print.line("A keg costs $30 with every delivery."));
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, at) => tight.prepareFile({ name: `${at}.pdf`, bytes })),
    );
    expect(all.flatMap(outcomes).map(([name]) => name)).toEqual([
      "0.pdf",
      "1.pdf",
      "2.pdf",
      "3.pdf",
      "4.pdf",
      "5.pdf",
    ]);
  });
});
