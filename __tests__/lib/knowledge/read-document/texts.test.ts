import { describe, expect, test } from "@jest/globals";
import { prepareFile } from "../../../../lib/knowledge/prepare-document.ts";
import { bytesOf, outcomes, preparedDocument, refusal } from "../../../support/prepared.ts";

const latin = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

describe("a text is read in the encoding that it has", () => {
  const text = "Käse für die Küche: 5 Stück à 3 £, “frei Haus”.";
  test.each([
    ["UTF-8", bytesOf(text)],
    ["UTF-8 with a mark", bytesOf(`\uFEFF${text}`)],
    ["UTF-16 with a mark", new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"))],
    ["UTF-16 the other way round", new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le").swap16())],
    ["UTF-16 without a mark", new Uint8Array(Buffer.from(text.replace(/[“”]/g, '"'), "utf16le"))],
    ["Windows-1252", latin(text.replace("“", "\x93").replace("”", "\x94"))],
  ])("%s", async (_, bytes) => {
    const { document } = await preparedDocument({ name: "a.txt", bytes });
    expect(document.text.replace(/["“”]/g, "'")).toBe(text.replace(/[“”]/g, "'"));
  });

  test("an encoding that can only be guessed is refused, one that the sender names is not", async () => {
    // "Доставка по понедельникам" in Windows-1251.
    const bytes = Uint8Array.from(
      [..."Доставка по понедельникам"].map((letter) => {
        const code = letter.codePointAt(0) ?? 0;
        return code > 0x400 ? code - 0x350 : code;
      }),
    );
    expect(await refusal({ name: "a.txt", bytes })).toMatch(/^The encoding of this text is not one we know/);
    const { document } = await preparedDocument({
      name: "a",
      bytes,
      mediaType: "text/plain; charset=windows-1251",
    });
    expect(document.text).toBe("Доставка по понедельникам");
  });

  test("a few words of Chinese among English ones are not taken for Western letters", async () => {
    // "价格表" in GBK.
    const words = Buffer.from([0xbc, 0xdb, 0xb8, 0xf1, 0xb1, 0xed]);
    const bytes = new Uint8Array(
      Buffer.concat([Buffer.from("The price list of kegs and cans ("), words, Buffer.from(")")]),
    );
    expect(await refusal({ name: "a.txt", bytes })).toMatch(/^The encoding of this text/);
  });

  test("a text that was cut within a character loses that character", async () => {
    const { document } = await preparedDocument({
      name: "a.txt",
      bytes: bytesOf("Drei Stück für zehn €").slice(0, -1),
    });
    expect(document.text).toBe("Drei Stück für zehn ");
  });
});

describe("a file is read as what it is", () => {
  const page =
    "<!doctype html><html><head><title>Kegs</title></head><body><p>A keg costs $30.</p></body></html>";

  test("a web page that is called a text is a page", async () => {
    expect((await preparedDocument({ name: "kegs.txt", bytes: bytesOf(page) })).document).toMatchObject({
      title: "Kegs",
      text: "A keg costs $30.",
    });
  });

  test("a web page in the place of a PDF is refused: it is most often an error page", async () => {
    expect(await refusal({ name: "prices.pdf", bytes: bytesOf(page) })).toMatch(
      /^The name says that this is a PDF, but it is a web page \(HTML\)\./,
    );
    expect(await refusal({ name: "prices.docx", bytes: bytesOf("Not found") })).toMatch(
      /^The name says that this is a Word document \(\.docx\), but it is plain text\./,
    );
  });

  test.each([
    ["an empty file", "a.txt", new Uint8Array(), "This file is empty."],
    ["blanks", "a.txt", bytesOf(" \n \n"), "The document is empty."],
    [
      "a picture",
      "a.pdf",
      Uint8Array.from([
        0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0,
        0, 0,
      ]),
      "This is a PNG file, and such files cannot be read.",
    ],
    [
      "noise",
      "a.txt",
      Uint8Array.from({ length: 999 }, (_, at) => (at * 7919) % 251),
      "This file is damaged, or it is not a text file.",
    ],
    ["a kind that is not known", "a.exe", bytesOf("text"), "Files that end in .exe cannot be read."],
  ])("%s is refused with the reason", async (_, name, bytes, reason) => {
    expect(await refusal({ name, bytes })).toContain(reason);
  });

  test.each([
    ["WordDocument", "This is a Word document of the old kind (.doc)."],
    ["Workbook", "This is an Excel workbook of the old kind (.xls)."],
    ["EncryptedPackage", "This Office file is protected by a password."],
  ])("an Office container with %s says what to do", async (stream, reason) => {
    const container = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(504),
      Buffer.from(stream, "utf16le"),
    ]);
    expect(await refusal({ name: "a.docx", bytes: new Uint8Array(container) })).toContain(reason);
  });

  test("a page without a file name's ending is known by its media type", async () => {
    const bytes = bytesOf("<p>A keg costs $30.</p>");
    const { document } = await preparedDocument({
      name: "prices",
      bytes,
      mediaType: "text/html; charset=utf-8",
    });
    expect(document.text).toBe("A keg costs $30.");
  });

  test("a text that speaks of PDFs or begins like a picture is a text", async () => {
    for (const text of ["A PDF begins with %PDF-1.7.", "BMW vans are vehicles.", "MZ is a beginning too."])
      for (const name of ["a.md", "a.csv"])
        expect((await preparedDocument({ name, bytes: bytesOf(text) })).document.text).toContain(
          text.slice(0, 12),
        );
  });

  test("a long title is cut, and not within a character", async () => {
    const page = `<!doctype html><html><h1>${"x".repeat(299)}🍺🍺</h1><p>Text.</p></html>`;
    expect((await preparedDocument({ name: "a.html", bytes: bytesOf(page) })).document.title).toBe(
      "x".repeat(299),
    );
  });

  test("the address of a fetched text is kept", async () => {
    const url = "https://example.com/kegs.txt";
    expect((await preparedDocument({ name: "kegs.txt", bytes: bytesOf("Kegs."), url })).document.url).toBe(
      url,
    );
    const front = "---\nurl: https://example.com/own\n---\nKegs.";
    expect((await preparedDocument({ name: "kegs.md", bytes: bytesOf(front), url })).document.url).toBe(
      "https://example.com/own",
    );
  });
});

describe("a table as text", () => {
  test("has its header, whatever mark parts its values", async () => {
    const expected = "| Item | Price |\n| --- | --- |\n| Keg, 50 l | 10,50 |\n| Can \\| small | 1,20 |";
    for (const text of [
      'Item;Price\r\n"Keg, 50 l";10,50\r\nCan | small;1,20\r\n',
      "Item\tPrice\nKeg, 50 l\t10,50\nCan | small\t1,20",
      'sep=;\nItem;Price\n"Keg, 50 l";"10,50"\n\nCan | small;1,20',
    ])
      expect((await preparedDocument({ name: "prices.csv", bytes: bytesOf(text) })).document).toMatchObject({
        title: "Prices",
        text: expected,
      });
  });

  test("without a header its columns are numbered", async () => {
    const { document } = await preparedDocument({ name: "a.csv", bytes: bytesOf("1,2\n3,4\n") });
    expect(document.text).toBe("| Column 1 | Column 2 |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |");
  });

  test("with long values every row is a paragraph of its own, each value behind its name", async () => {
    const answer = "Because the truck leaves at six. ".repeat(15).trim();
    const { document } = await preparedDocument({
      name: "faq.csv",
      bytes: bytesOf(`Question,Answer,Note\nWhy?,${answer},\nWhen?,${answer},soon`),
    });
    expect(document.text).toBe(
      `Question: Why?\nAnswer: ${answer}\n\nQuestion: When?\nAnswer: ${answer}\nNote: soon`,
    );
  });

  test("a quotation mark that never closes is named", async () => {
    expect(await refusal({ name: "a.csv", bytes: bytesOf('a,b\n1,"2\n3,4') })).toMatch(
      /a quotation mark that opens a value is never closed/,
    );
  });
});

describe("JSON", () => {
  const file = (value: unknown) => ({ name: "kegs.json", bytes: bytesOf(JSON.stringify(value)) });

  test("of our own shape gives documents", async () => {
    const files = await prepareFile(
      file([
        { title: "Kegs", content: "A keg costs $30.", url: "https://example.com/kegs", tags: ["prices"] },
        { title: "Cans", content: "A can costs $1." },
      ]),
    );
    expect(files).toMatchObject([
      {
        prepared: {
          document: {
            title: "Kegs",
            url: "https://example.com/kegs",
            tags: ["prices"],
            text: "A keg costs $30.",
          },
        },
      },
      { prepared: { document: { title: "Cans", tags: [] } } },
    ]);
  });

  test("a bad document of a list fails alone, with its place", async () => {
    const lines = [
      '{"title":"A","content":"alpha"}',
      "{nope",
      '{"title":"B","content":" "}',
      '{"title":"C","content":"c","url":"javascript:1"}',
      '{"title":"D","content":"d","extra":1}',
    ];
    expect(outcomes(await prepareFile({ name: "a.ndjson", bytes: bytesOf(lines.join("\n")) }))).toEqual([
      ["a.ndjson: A", "alpha"],
      ["a.ndjson: line 2", "This is not valid JSON (line 2 of a.ndjson)."],
      ["a.ndjson: B", "content: is empty (line 3 of a.ndjson)."],
      ["a.ndjson: C", "url: must begin with http:// or https:// (line 4 of a.ndjson)."],
      ["a.ndjson: D", "d"],
    ]);
  });

  test("of any other shape is readable by its paths", async () => {
    const value = {
      name: "Keg",
      delivery: { days: ["Monday", "Thursday"], fee: { amount: 5 } },
      sizes: [{ litres: 50, price: 30 }, { litres: 30 }],
    };
    expect((await preparedDocument(file(value))).document.text).toBe(
      "name: Keg\n\n## delivery\n\ndays: Monday, Thursday\nfee.amount: 5\n\n## sizes\n\n| litres | price |\n| --- | --- |\n| 50 | 30 |\n| 30 |  |",
    );
  });

  test("that breaks off is refused with the place", async () => {
    expect(await refusal({ name: "a.json", bytes: bytesOf('{"a": [1, 2') })).toMatch(/^This is no JSON: /);
  });
});
