/** Bodies that are made of nothing but small parts are turned away before they are taken apart. */
import { expect, test } from "@jest/globals";
import { itemsOfLines } from "../../../lib/admin/document-items.ts";
import { readUpload } from "../../../lib/admin/read-upload.ts";

test("more lines than a workspace may have waiting are refused, as many are not", () => {
  expect(() => itemsOfLines("1\n".repeat(20_001))).toThrow("Send at most 20,000 lines at once.");
  expect(itemsOfLines("1\n".repeat(20))).toHaveLength(20);
});

const parts = (boundary: string, count: number) =>
  `${`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nText\r\n`.repeat(count)}--${boundary}--\r\n`;
const upload = (type: string, body: string) =>
  readUpload(new Request("http://localhost/", { method: "POST", headers: { "content-type": type }, body }));

test("parts are counted by the boundary that they are then read by", async () => {
  await expect(upload("multipart/form-data; boundary=a", parts("a", 101))).rejects.toThrow(
    "Send at most 100 files at once.",
  );
  await expect(
    upload('multipart/form-data; x="; boundary=zzz"; boundary=a', parts("a", 101)),
  ).rejects.toMatchObject({ code: "invalid_request" });
  expect(await upload('multipart/form-data; boundary="a"', parts("a", 2))).toHaveLength(2);
});
