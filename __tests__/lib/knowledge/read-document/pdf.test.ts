import { describe, expect, test } from "@jest/globals";
import { PDFDocument } from "pdf-lib";
import { pdfFile } from "../../../support/pdf-file.ts";
import { bytesOf, preparedDocument, refusal } from "../../../support/prepared.ts";

const textOf = async (bytes: Uint8Array) => (await preparedDocument({ name: "terms.pdf", bytes })).document;

describe("a PDF is read as it was written", () => {
  test("headings by their size, paragraphs from their lines, lists and tables", async () => {
    const bytes = await pdfFile(1, (print) => {
      print.line("Delivery terms", { size: 20, bold: true });
      print.space(10);
      print.line("How often we deliver", { size: 15, bold: true });
      print.space(6);
      print.line("Kegs are delivered on Monday and on Thursday, and the min-");
      print.line("imum order of a customer is twelve cases on every route. A");
      print.line("well-");
      print.line("known customer may order less.");
      print.space(10);
      print.line("Our well-known customers, and so on, have agreements of theirs.");
      print.space(10);
      print.line("• A deposit is paid for each keg that stays with the customer");
      print.line("over night", { x: 72 });
      print.line("• Cans have none");
      print.space(12);
      print.row(["Item", "Size", "Price"], 140);
      print.row(["Keg", "50 l", "$120.00"], 140);
      print.row(["Can", "0.33 l", "$1.20"], 140);
      print.space(12);
      print.line("# is a sign, not a heading.");
    });
    expect((await textOf(bytes)).text).toBe(
      [
        "# Delivery terms",
        "## How often we deliver",
        "Kegs are delivered on Monday and on Thursday, and the minimum order of a customer is twelve cases on every route. A well-known customer may order less.",
        "Our well-known customers, and so on, have agreements of theirs.",
        "- A deposit is paid for each keg that stays with the customer over night",
        "- Cans have none",
        "| Item | Size | Price |\n| --- | --- | --- |\n| Keg | 50 l | $120.00 |\n| Can | 0.33 l | $1.20 |",
        "\\# is a sign, not a heading.",
      ].join("\n\n"),
    );
  });

  test("heads and feet of every page are left out, what repeats inside the text is not", async () => {
    const bytes = await pdfFile(4, (print, page) => {
      print.at(800, `Acme price list 2026, part ${page}`);
      print.at(30, `Page ${page} of 4`);
      print.line(`Chapter ${page}`, { size: 16, bold: true });
      print.space(6);
      print.line(`Route ${page} is driven on weekdays only.`);
      print.line("Ask your driver.");
    });
    const { text } = await textOf(bytes);
    expect(text).not.toMatch(/Acme|Page/);
    expect(text.match(/Ask your driver\./g)).toHaveLength(4);
    expect(text.match(/# Chapter \d/g)).toHaveLength(4);
  });

  test("pages begin where they say, also in the middle of a sentence that goes on", async () => {
    const bytes = await pdfFile(2, (print, page) => {
      print.at(30, String(page));
      print.line(
        page === 1 ? "A customer who has paid the deposit of a keg" : "gets it back with the next delivery.",
      );
    });
    const { document, passages } = await preparedDocument({ name: "terms.pdf", bytes });
    expect(document.text).toBe(
      "A customer who has paid the deposit of a keg gets it back with the next delivery.",
    );
    expect(document.pages).toEqual([
      { page: 1, start: 0 },
      { page: 2, start: document.text.indexOf("gets it back") },
    ]);
    expect(passages).toMatchObject([{ page: 1, start: 0, content: document.text }]);
  });

  test("its own title goes before the first heading, unless it is the name of a file", async () => {
    const draw = (print: { line(text: string, options?: object): void }) => {
      print.line("Terms of delivery", { size: 20 });
      for (let line = 0; line < 5; line += 1) print.line("We deliver on weekdays.");
    };
    expect((await textOf(await pdfFile(1, draw, "Delivery 2026"))).title).toBe("Delivery 2026");
    expect((await textOf(await pdfFile(1, draw, "Microsoft Word - terms_v3.docx"))).title).toBe(
      "Terms of delivery",
    );
  });

  test("500 pages become passages that know their page, with exact offsets", async () => {
    const bytes = await pdfFile(500, (print, page) => {
      for (let line = 0; line < 6; line += 1)
        print.line(`Sentence ${line} of page ${page} says when the truck leaves the yard.`);
    });
    const { document, passages } = await preparedDocument({ name: "long.pdf", bytes });
    expect(document.pages).toHaveLength(500);
    expect(passages.length).toBeGreaterThan(100);
    for (const { start, end, content, page } of passages) {
      expect(document.text.slice(start, end)).toBe(content);
      expect(content).toContain(`of page ${page} `);
    }
  });
});

describe("a PDF that cannot be read says why", () => {
  const page = () =>
    pdfFile(3, (print, number) => print.line(`Page ${number} has a sentence on kegs and prices.`));

  test("a scanned one holds pictures only", async () => {
    expect(await refusal({ name: "a.pdf", bytes: await pdfFile(3, () => undefined) })).toMatch(
      /^This PDF holds pictures of text only/,
    );
  });

  test("one that is scanned in part is read, and says which pages it is not", async () => {
    const bytes = await pdfFile(5, (print, number) => {
      if (number !== 2 && number !== 4) print.line(`Page ${number} has a sentence on kegs and prices.`);
    });
    const warningOf = async (given: Uint8Array) =>
      (await preparedDocument({ name: "a.pdf", bytes: given })).document.warning;
    expect(await warningOf(bytes)).toMatch(/^2 of its 5 pages hold no text \(2, 4\)/);
    expect(await warningOf(await page())).toBeUndefined();
  });

  test("one that was cut off is not read by half", async () => {
    const bytes = await page();
    expect(await refusal({ name: "a.pdf", bytes: bytes.subarray(0, bytes.length * 0.7) })).toMatch(
      /^This PDF is not complete/,
    );
  });

  test("one that is protected wants its password removed", async () => {
    // The security handler of revision 2 with a user's password that is not empty.
    const objects = [
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[]/Count 0>>",
      `<</Filter/Standard/V 1/R 2/P -44/O<${"41".repeat(32)}>/U<${"42".repeat(32)}>>>`,
    ];
    let body = "%PDF-1.4\n";
    const offsets = objects.map((object, index) => {
      const offset = body.length;
      body += `${index + 1} 0 obj\n${object}\nendobj\n`;
      return `${String(offset).padStart(10, "0")} 00000 n \n`;
    });
    const table = `xref\n0 4\n0000000000 65535 f \n${offsets.join("")}`;
    const trailer = `trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<41><41>]>>\nstartxref\n${body.length}\n%%EOF`;
    expect(await refusal({ name: "a.pdf", bytes: bytesOf(body + table + trailer) })).toMatch(
      /^This PDF is protected by a password\./,
    );
  });

  test("one that holds rubbish is damaged", async () => {
    expect(await refusal({ name: "a.pdf", bytes: bytesOf(`%PDF-1.7\n${"x".repeat(500)}\n%%EOF`) })).toMatch(
      /^This PDF is damaged/,
    );
  });

  test("one that is called a text is read as a PDF", async () => {
    expect((await preparedDocument({ name: "a.txt", bytes: await page() })).document.text).toMatch(
      /^Page 1 has/,
    );
  });

  test("one without pages is refused", async () => {
    const empty = await PDFDocument.create();
    expect(await refusal({ name: "a.pdf", bytes: await empty.save({ addDefaultPage: false }) })).toMatch(
      /^This PDF/,
    );
  });
});
