import {
  expect,
  expectAccessible,
  expectFitsAPhone,
  openConsole,
  questions,
  signIn,
  test,
} from "./support.ts";

const keys = "/admin/bevgenie/keys";

test("a key is shown once, opens the API, and no longer does once it is revoked", async ({
  page,
  context,
  playwright,
  baseURL,
}) => {
  await signIn(context);
  await openConsole(page, keys);
  await page.getByRole("textbox", { name: "Name" }).fill("Route planner");
  await page.getByRole("button", { name: "Make a key" }).click();
  const shown = page.getByRole("status", { name: "The key of Route planner" });
  const key = (await shown.getByRole("code").textContent()) ?? "";

  const program = await playwright.request.newContext({
    ...(baseURL && { baseURL }),
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  const ask = () =>
    program.post("/api/v1/chat/completions", {
      data: { model: "bevgenie", messages: [{ role: "user", content: questions.dropSize }] },
    });
  const answer = await ask();
  expect(answer.status()).toBe(200);
  expect((await answer.json()).choices[0].message.content).toContain("drop size");
  expect((await program.get("/api/admin/documents")).status()).toBe(403);

  await openConsole(page, keys);
  const row = page.getByRole("row", { name: /Route planner/ });
  await expect(row).not.toContainText("Never");
  expect(await page.content()).not.toContain(key);
  await row.getByRole("button", { name: "Revoke Route planner" }).click();
  await row.getByRole("button", { name: "Revoke Route planner for good" }).click();
  await expect(row).toContainText("Revoked");
  expect((await ask()).status()).toBe(401);
  await program.dispose();
});

test("the keys have no serious accessibility finding, and fit a phone", async ({ page, context }) => {
  await signIn(context);
  await openConsole(page, keys);
  await page
    .getByRole("textbox", { name: "Name" })
    .fill("A warehouse management system with a rather long name");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByRole("button", { name: "Copy the key" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsAPhone(page);
});
