import { expect, expectAccessible, expectFitsAPhone, openConsole, signIn, test } from "./support.ts";

const people = "/admin/bevgenie/people";

test("a person is found by their id, put into another tier and given energy, which stays", async ({
  page,
  context,
}) => {
  await signIn(context);
  await openConsole(page, people);
  await page.getByRole("textbox", { name: "Id of a person" }).fill("nobody-of-that-name");
  await page.getByRole("button", { name: "Open" }).click();
  await expect(page.getByText("There is no person of this id yet.")).toBeVisible();

  const session = await context.request.patch("/api/session", { data: { personaId: "direct" } });
  const { visitorId } = (await session.json()) as { visitorId: string };
  await openConsole(page, `${people}?id=${visitorId}`);
  const form = page.getByRole("form", { name: visitorId });
  await form.getByRole("combobox", { name: "Tier" }).selectOption("professional");
  await form.getByRole("textbox", { name: "Energy on top" }).fill("25");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("Saved.")).toBeVisible();
  await openConsole(page, `${people}?id=${visitorId}`);
  await expect(form.getByRole("combobox", { name: "Tier" })).toHaveValue("professional");
  await expect(form.getByText("Of it on top").locator("xpath=following-sibling::dd[1]")).toHaveText("25");
  await form.getByRole("textbox", { name: "Energy on top" }).fill("0");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toHaveText("Must be at least 1.");
  await expectAccessible(page);
  await expectFitsAPhone(page);
});
