/** Files of the kinds that companies have, an archive and an address come in by the console, and what goes wrong is told. */
import { Document, HeadingLevel, Packer, Paragraph } from "docx";
import { strToU8, zipSync } from "fflate";
import { PDFDocument, StandardFonts } from "pdf-lib";
import { expect, expectAccessible, expectNoSidewaysScroll, openConsole, signIn, test } from "./support.ts";

const knowledge = "/admin/bevgenie/knowledge";

async function pdfOf(lines: string[]): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage();
  for (const [index, line] of lines.entries())
    page.drawText(line, { x: 50, y: 700 - index * 20, size: 12, font });
  return Buffer.from(await pdf.save());
}

async function docxOf(heading: string, text: string): Promise<Buffer> {
  const children = [new Paragraph({ text: heading, heading: HeadingLevel.HEADING_1 }), new Paragraph(text)];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

function zipOf(files: Record<string, string>): Buffer {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}

test("a PDF, a Word file and an archive become documents, and the job tells of each", async ({
  page,
  context,
}) => {
  await signIn(context);
  await openConsole(page, knowledge);
  await page
    .locator("#page")
    .getByLabel("Files to upload")
    .setInputFiles([
      {
        ...{ name: "cormorant-tariff.pdf", mimeType: "application/pdf" },
        buffer: await pdfOf(["Cormorant tariff", "The Cormorant tariff is 31 dollars for each keg."]),
      },
      {
        name: "gannet-handbook.docx",
        mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        buffer: await docxOf(
          "Gannet handbook",
          "Gannet drivers call the customer 20 minutes before they arrive.",
        ),
      },
      {
        ...{ name: "notes.zip", mimeType: "application/zip" },
        buffer: zipOf({
          "petrel.md": "# Petrel rule\n\nPetrel loads by noon.",
          "table.csv": "Keg,Price\nHalf,75\n",
        }),
      },
    ]);
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads.getByText("4 files added")).toBeVisible({ timeout: 30_000 });
  await uploads.getByRole("button", { name: /^4 files/ }).click();
  for (const name of ["Cormorant tariff", "Gannet handbook", "Petrel rule"]) {
    await expect(uploads.getByRole("link", { name: new RegExp(name, "i") })).toBeVisible();
    await expect(page.getByRole("row", { name: new RegExp(name, "i") })).toContainText("Ready");
  }
  await expectAccessible(page);

  await page.reload();
  await expect(uploads.getByText("4 files added")).toBeVisible();
  await uploads.getByRole("button", { name: "Dismiss 4 files" }).click();
  await expect(uploads).toHaveCount(0);
  await page
    .getByRole("row", { name: /gannet handbook/i })
    .getByRole("link")
    .click();
  await expect(page.getByText("20 minutes before they arrive").first()).toBeVisible();
});

test("a file that cannot be read says why, stays in the list, and can be given up", async ({
  page,
  context,
}) => {
  await signIn(context);
  await openConsole(page, knowledge);
  const broken = {
    name: "shearwater.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7 cut off"),
  };
  await page.locator("#page").getByLabel("Files to upload").setInputFiles(broken);
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads.getByText("1 file could not be added")).toBeVisible({ timeout: 30_000 });
  const row = page.getByRole("row", { name: /shearwater\.pdf/ });
  await expect(row).toContainText("Failed");
  await expect(row).toContainText(/damaged|PDF/);
  await row.getByRole("button", { name: "Try again" }).click();
  await expect(uploads.getByText("1 file could not be added")).toBeVisible();
  await row.getByRole("button", { name: "Give up shearwater.pdf" }).click();
  await expect(row).toHaveCount(0);
});

test("what is on its way is seen after a reload, and can be cancelled", async ({ page, context }) => {
  await signIn(context);
  const lines = Array.from({ length: 600 }, (_, index) => ({
    title: `Fulmar ${index}`,
    content: `Fulmar bottle ${index}. `.repeat(70),
  }));
  const sent = await context.request.post("/api/admin/documents", {
    headers: { "content-type": "application/x-ndjson", prefer: "respond-async", "x-workspace": "bevgenie" },
    data: Buffer.from(lines.map((line) => JSON.stringify(line)).join("\n")),
  });
  expect(sent.status()).toBe(200);
  await openConsole(page, knowledge);
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads.getByRole("status")).toHaveText(/^Adding \d+ documents; \d+ of 600 done$/);
  await expect(uploads.getByRole("progressbar", { name: "Progress of 600 documents" })).toBeVisible();
  await page.reload();
  await expect(uploads.getByRole("status")).toHaveText(/^Adding/);
  await uploads.getByRole("button", { name: "Cancel 600 documents" }).click();
  await expect(uploads.getByText(/given up/)).toBeVisible();
  await expect(uploads.getByRole("button", { name: "Dismiss 600 documents" })).toBeVisible();

  // The others of this file, and of the next, want the list as it was.
  const { documents } = await (await context.request.get("/api/admin/documents")).json();
  for (const { id, title } of documents) {
    if (title.startsWith("Fulmar")) await context.request.delete(`/api/admin/documents/${id}`);
  }
});

test("an address of our own network is refused with its reason, and is taken back", async ({
  page,
  context,
}) => {
  await signIn(context);
  await openConsole(page, knowledge);
  await page.getByRole("button", { name: "Web addresses" }).click();
  const sheet = page.getByRole("dialog", { name: "Web addresses" });
  await sheet.getByRole("textbox", { name: "Address" }).fill("http://127.0.0.1:9/skua");
  await sheet.getByLabel("Tags").fill("web");
  await sheet.getByRole("button", { name: "Add address" }).click();
  const kept = sheet.getByRole("region", { name: "Kept addresses" });
  await expect(kept.getByText("http://127.0.0.1:9/skua")).toBeVisible();
  await expect(kept.getByText(/1 page could not be read/)).toBeVisible();
  await expectAccessible(page);
  await kept.getByRole("button", { name: "Delete http://127.0.0.1:9/skua" }).click();
  await kept.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(sheet.getByText("No address is kept yet.")).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).click();
  const row = page.getByRole("row", { name: /skua/ });
  await expect(row).toContainText("Failed");
  await row.getByRole("button", { name: /^Give up/ }).click();
  await expect(row).toHaveCount(0);
});

test("the way in fits a phone", async ({ page, context }) => {
  await signIn(context);
  await page.setViewportSize({ width: 320, height: 720 });
  await openConsole(page, knowledge);
  const broken = { name: "a-rather-long-name-of-a-file-for-a-small-window.pdf", mimeType: "application/pdf" };
  await page
    .locator("#page")
    .getByLabel("Files to upload")
    .setInputFiles({ ...broken, buffer: Buffer.from("%PDF-1.7") });
  await expect(page.getByText("1 file could not be added")).toBeVisible({ timeout: 30_000 });
  await expectNoSidewaysScroll(page);
  await page
    .getByRole("row", { name: /small-window/ })
    .getByRole("button", { name: /^Give up/ })
    .click();
});
