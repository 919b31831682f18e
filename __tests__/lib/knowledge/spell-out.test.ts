import { expect, test } from "@jest/globals";
import { spellOut } from "../../../lib/knowledge/spell-out.ts";

test.each([
  ["how much is Professional?", "how much is Professional? price"],
  ["Can we log in with Okta?", "Can we log in with Okta? single sign-on SSO"],
  ["How long until we are live?", "How long until we are live? rollout"],
])("%s is searched by what it means", (question, meant) => {
  expect(spellOut(question)).toBe(meant);
});

test.each(["How much can we save on fuel?", "How much does routing save us?", "Which prices are filed?"])(
  "%s says what it means",
  (question) => {
    expect(spellOut(question)).toBe(question);
  },
);
