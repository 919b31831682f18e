import {
  addressOfPage,
  ask,
  canvas,
  expect,
  expectAccessible,
  makePage,
  openChat,
  questions,
  test,
} from "./support.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("the empty chat has no serious accessibility finding in light and dark", async ({ page }) => {
  await openChat(page);
  await expectAccessible(page);
});

test("an answered chat and a citation's card have no serious accessibility finding", async ({ page }) => {
  await openChat(page);
  const turn = await ask(page, questions.roi);
  await expectAccessible(page);
  await turn
    .getByRole("button", { name: /^Source \d: / })
    .first()
    .click();
  await expect(page.getByRole("button", { name: "Open the source" })).toBeVisible();
  await expectAccessible(page);
});

test("the sheets have no serious accessibility finding", async ({ page }) => {
  await openChat(page);
  const turn = await ask(page, questions.roi);
  await turn.getByRole("list", { name: "Sources" }).getByRole("button").first().click();
  await expect(page.getByRole("dialog").locator("mark").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  for (const name of ["You seem to be: Distributor", "What is stored", "Your conversations"]) {
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("a page beside the talk and at its own address has no serious accessibility finding", async ({
  page,
}) => {
  await openChat(page);
  await ask(page, questions.roi);
  await makePage(page);
  await expect(canvas(page).getByRole("region", { name: "Sources" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(await addressOfPage(page));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
});

test("with reduced motion nothing moves", async ({ page }) => {
  await openChat(page);
  await page.evaluate(() => {
    Object.assign(window, { moves: 0 });
    for (const kind of ["animationstart", "transitionstart"])
      document.addEventListener(kind, (event) => {
        const [running] = (event.target as Element).getAnimations();
        const duration = Number(running?.effect?.getComputedTiming().duration ?? 0);
        if (duration > 1)
          Object.assign(window, { moves: (window as unknown as { moves: number }).moves + 1 });
      });
  });
  await ask(page, questions.roi);
  await makePage(page);
  await page.getByRole("button", { name: "Your conversations" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { moves: number }).moves)).toBe(0);
});
