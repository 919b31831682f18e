import { describe, expect, test } from "@jest/globals";
import * as docx from "docx";
import { workbook } from "../../../support/office-files.ts";
import { bytesOf, preparedDocument, refusal } from "../../../support/prepared.ts";

const page = async (html: string, url?: string) =>
  (await preparedDocument({ name: "page.html", bytes: bytesOf(html), ...(url !== undefined && { url }) }))
    .document;

describe("a web page", () => {
  test("is its main content as Markdown, without what surrounds it", async () => {
    const { title, text } =
      await page(`<!doctype html><html><head><title>Kegs | Acme</title><style>p{}</style></head>
      <body><header><a href="/">Acme</a></header><nav>Home Prices</nav>
      <main><h1>Prices of kegs</h1>
        <div class="breadcrumbs">Home / Prices</div>
        <p>A <strong>keg</strong> costs <a href="/kegs">$30.50</a>, see snake_case [1] and a &lt;tag&gt;.<script>x()</script></p>
        <ul><li>one</li><li>two<ol><li>two point one</li></ol></li></ul>
        <table><tr><td>Size</td><td>A|B</td></tr><tr><td>50 l</td><td>$30</td></tr></table>
        <pre><code class="language-sql">select price
from kegs</code></pre>
        <p># no heading</p><p hidden>secret</p><form>Sign up</form>
      </main><aside>Related</aside><footer>Imprint</footer></body></html>`);
    expect(title).toBe("Prices of kegs");
    expect(text).toBe(
      [
        "# Prices of kegs",
        "A **keg** costs $30.50, see snake_case [1] and a \\<tag>.",
        "- one\n- two\n  1. two point one",
        "| Size | A\\|B |\n| - | - |\n| 50 l | $30 |",
        "```sql\nselect price\nfrom kegs\n```",
        "\\# no heading",
      ].join("\n\n"),
    );
  });

  test("keeps the links that lead somewhere, made whole by its address", async () => {
    const html =
      '<a href="../kegs?a=1">Kegs</a> <a href="#top">Top</a> <a href="javascript:x()">Run</a> <a href="mailto:a@b.example">Mail</a>';
    expect((await page(`<p>${html}</p>`, "https://acme.example/docs/prices")).text).toBe(
      "[Kegs](https://acme.example/kegs?a=1) Top Run [Mail](mailto:a@b.example)",
    );
  });

  test("is known by its canonical address, if that is of the same site", async () => {
    const html = (href: string) => `<head><link rel="canonical" href="${href}"></head><p>Kegs</p>`;
    const from = "https://acme.example/prices?utm=1";
    expect((await page(html("/prices"), from)).url).toBe("https://acme.example/prices");
    expect((await page(html("https://evil.example/"), from)).url).toBe(from);
    expect((await page(html("javascript:x()"), from)).url).toBe(from);
    expect((await page(html("https://acme.example/prices"))).url).toBe("https://acme.example/prices");
  });

  test("without a main part is what is left of its body; all of it where nothing is", async () => {
    expect(
      (await page("<title>T</title><nav>Home</nav><div><p>Kegs</p></div><footer>(c)</footer>")).text,
    ).toBe("Kegs");
    expect((await page("<nav><p>Only this</p></nav>")).text).toBe("Only this");
  });

  test("that only a browser fills is refused with advice", async () => {
    const html =
      '<!doctype html><html><body><div id="app"></div><script src="/app.js"></script></body></html>';
    expect(await refusal({ name: "a.html", bytes: bytesOf(html) })).toMatch(/^This page holds no text\./);
  });
});

describe("a Word document", () => {
  test("keeps headings, lists, tables and links", async () => {
    const { Paragraph, Table, TableCell, TableRow } = docx;
    const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
    const file = new docx.Document({
      sections: [
        {
          children: [
            new Paragraph({ text: "Handbook", heading: "Heading1" }),
            new Paragraph("How we load a truck."),
            new Paragraph({ text: "Steps", heading: "Heading2" }),
            new Paragraph({ text: "Heavy cases first", bullet: { level: 0 } }),
            new Paragraph({ text: "Kegs last", bullet: { level: 0 } }),
            new Table({
              rows: [
                new TableRow({ children: [cell("Item"), cell("Weight")] }),
                new TableRow({ children: [cell("Keg"), cell("62 kg")] }),
              ],
            }),
          ],
        },
      ],
    });
    const bytes = new Uint8Array(await docx.Packer.toBuffer(file));
    const expected = {
      title: "Handbook",
      text: "# Handbook\n\nHow we load a truck.\n\n## Steps\n\n- Heavy cases first\n- Kegs last\n\n| Item | Weight |\n| - | - |\n| Keg | 62 kg |",
    };
    expect((await preparedDocument({ name: "handbook.docx", bytes })).document).toMatchObject(expected);
    // Under another name it is what it is.
    expect((await preparedDocument({ name: "handbook.pdf", bytes })).document).toMatchObject(expected);
  });
});

describe("an Excel workbook", () => {
  test("is a section for each sheet, with captions, headers and several tables", async () => {
    const bytes = workbook({
      Prices: [
        ["Price list 2026"],
        ["Item", "Price"],
        ["Keg", 120.1],
        ["Can", 1.2000000000000002],
        [],
        [null, "Route", "Day"],
        [null, "North", "Monday"],
      ],
      Empty: [],
      Notes: [["Prices are without tax."]],
    });
    expect((await preparedDocument({ name: "price-list.xlsx", bytes })).document).toMatchObject({
      title: "Price list",
      text: "## Prices\n\nPrice list 2026\n\n| Item | Price |\n| --- | --- |\n| Keg | 120.1 |\n| Can | 1.2 |\n\n| Route | Day |\n| --- | --- |\n| North | Monday |\n\n## Notes\n\nPrices are without tax.",
    });
  });

  test("that is called a CSV is read as a workbook", async () => {
    const { document } = await preparedDocument({
      name: "a.csv",
      bytes: workbook({
        S: [
          ["Item", "Price"],
          ["Keg", 1],
        ],
      }),
    });
    expect(document.text).toContain("| Keg | 1 |");
  });
});
