/** A test that makes the product print an error it did not expect is a failing test. */
import { afterEach, beforeEach, expect, jest } from "@jest/globals";

let printed: unknown[][] = [];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, "error").mockImplementation((...args: unknown[]) => {
    printed.push(args);
  });
});

afterEach(() => {
  const unexpected = printed;
  jest.restoreAllMocks();
  expect(unexpected).toEqual([]);
});
