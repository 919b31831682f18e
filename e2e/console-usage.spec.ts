import { begin, test } from "./live.ts";
import {
  answered,
  askAnew,
  expect,
  expectAccessible,
  expectFitsAPhone,
  openChat,
  openConsole,
  questions,
  signIn,
} from "./support.ts";

const usage = "admin/bevgenie/usage";

test("what a visitor's turn cost is in the usage of the day, by model, action and person", async ({
  page,
  context,
  live,
  newBrowser,
}) => {
  await askAnew(context);
  await openChat(page, live.address);
  await begin(page, live);
  live.provider.say("Raise the drop size first.");
  live.provider.finish();
  await answered(page, questions.dropSize);
  const { visitorId } = await (await page.request.get(`${live.address}api/session`)).json();

  const operator = await newBrowser();
  await signIn(operator, live.address);
  const seen = await operator.newPage();
  await openConsole(seen, `${live.address}${usage}`);
  // 900 tokens in at $2.50 and 20 out at $10 a million.
  const person = seen.getByRole("row", { name: new RegExp(visitorId) });
  await expect(person.getByRole("cell")).toHaveText(["$0.0025", "$0.0025", "1", "920", "0"]);
  await expect(seen.getByRole("row", { name: /gpt-4o/ }).first()).toBeVisible();
  await expect(seen.getByRole("row", { name: /ai_chatbot_response/ })).toBeVisible();
  await seen.getByText("As a table: Cost by day").click();
  await expect(seen.getByRole("table", { name: "Cost by day" }).getByRole("row")).toHaveCount(31);

  await seen.getByRole("link", { name: "7 days" }).click();
  await expect(seen).toHaveURL(/days=7/);
  await expect(seen.getByRole("link", { name: "7 days" })).toHaveAttribute("aria-current", "page");
  await expect(seen.getByRole("row", { name: new RegExp(visitorId) })).toBeVisible();
  await expectAccessible(seen);
  await expectFitsAPhone(seen);
});
