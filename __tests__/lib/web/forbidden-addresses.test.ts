/** Nothing but the public internet is connected to, however it is spelled and whoever says so. */
import { expect, test } from "@jest/globals";
import { fetchWebFile } from "../../../lib/web/fetch-web-file.ts";
import { reachOf } from "../../../lib/web/public-address.ts";
import { testHosts, testWorld, webSiteForTests } from "../../support/web-site.ts";

const site = await webSiteForTests({ "/secret": "<title>inside</title>" });

const signal = new AbortController().signal;

/** As an address may spell them; those of loopback lead to a server that would answer. */
const spelled = [
  ["loopback", "127.0.0.1"],
  ["loopback, another of its addresses", "127.8.8.8"],
  ["decimal", "2130706433"],
  ["hexadecimal", "0x7f000001"],
  ["octal", "017700000001"],
  ["parts in hexadecimal", "0x7f.0x0.0x0.0x1"],
  ["parts in octal", "0177.0.0.01"],
  ["padded with zeroes", "00000177.0.0.1"],
  ["short", "127.1"],
  ["shorter", "127.0.1"],
  ["mixed", "0x7f.1"],
  ["with the root's dot", "127.0.0.1."],
  ["percent-encoded", "%31%32%37.0.0.1"],
  ["full-width digits", "１２７.０.０.１"],
  ["circled digits", "①②⑦.⓪.⓪.①"],
  ["ideographic full stops", "127。0。0。1"],
  ["unspecified", "0.0.0.0"],
  ["unspecified, short", "0"],
  ["this network", "0.1.2.3"],
  ["private, class A", "10.0.0.1"],
  ["private, class A, decimal", "167772161"],
  ["private, class B", "172.16.0.1"],
  ["private, class B, the last", "172.31.255.254"],
  ["private, class C", "192.168.1.1"],
  ["private, class C, hexadecimal", "0xc0a80101"],
  ["link-local", "169.254.1.1"],
  ["metadata of clouds", "169.254.169.254"],
  ["metadata of clouds, decimal", "2852039166"],
  ["metadata of clouds, hexadecimal", "0xa9fea9fe"],
  ["metadata of clouds, octal", "0251.0376.0251.0376"],
  ["metadata of another cloud", "100.100.100.200"],
  ["carrier-grade NAT", "100.64.0.1"],
  ["protocol assignments", "192.0.0.1"],
  ["documentation", "192.0.2.1"],
  ["6to4 relay", "192.88.99.1"],
  ["benchmarking", "198.18.0.1"],
  ["multicast", "224.0.0.1"],
  ["reserved", "240.0.0.1"],
  ["broadcast", "255.255.255.255"],
  ["IPv6 loopback", "[::1]"],
  ["IPv6 loopback, whole", "[0:0:0:0:0:0:0:1]"],
  ["IPv6 unspecified", "[::]"],
  ["mapped", "[::ffff:127.0.0.1]"],
  ["mapped, hexadecimal", "[::ffff:7f00:1]"],
  ["mapped, whole", "[0:0:0:0:0:ffff:169.254.169.254]"],
  ["mapped private", "[::ffff:10.0.0.1]"],
  ["compatible", "[::127.0.0.1]"],
  ["compatible, public", "[::8.8.8.8]"],
  ["translated (RFC 6145)", "[::ffff:0:127.0.0.1]"],
  ["NAT64 of loopback", "[64:ff9b::7f00:1]"],
  ["NAT64 of metadata", "[64:ff9b::169.254.169.254]"],
  ["local NAT64", "[64:ff9b:1::7f00:1]"],
  ["6to4 of loopback", "[2002:7f00:1::]"],
  ["6to4 of a public address", "[2002:808:808::]"],
  ["Teredo", "[2001:0:4136:e378:8000:63bf:3fff:fdd2]"],
  ["unique local", "[fd00::1]"],
  ["unique local, metadata of a cloud", "[fd00:ec2::254]"],
  ["IPv6 link-local", "[fe80::1]"],
  ["IPv6 site-local", "[fec0::1]"],
  ["IPv6 multicast", "[ff02::1]"],
  ["IPv6 discard", "[100::1]"],
  ["IPv6 documentation", "[2001:db8::1]"],
  ["IPv6 documentation, newer", "[3fff::1]"],
  ["IPv6 segment routing", "[5f00::1]"],
  ["IPv6 beyond what is given out", "[4000::1]"],
] as const;

/** A header holds ASCII alone. */
const inHeader = (host: string) => host.replace(/[^ -~]/g, encodeURIComponent);

test.each(spelled)("an address is refused however it is spelled: %s", async (_what, host) => {
  const { world } = testWorld();
  for (const port of [`:${site.port}`, ""]) {
    await expect(fetchWebFile(`http://${host}${port}/secret`, { signal, world })).rejects.toMatchObject({
      code: "invalid_request",
      field: "url",
      message: expect.stringMatching(/not on the public internet/),
    });
  }
  expect(site.asked).toEqual([]);
});

test.each(spelled)("a redirect to it is refused as well: %s", async (_what, host) => {
  const { world } = testWorld();
  site.pages["/"] = { status: 302, headers: { location: `http://${inHeader(host)}:${site.port}/secret` } };
  const reading = fetchWebFile(site.at("/"), { signal, world, allowPrivate: testHosts });
  await expect(reading).rejects.toThrow(/not on the public internet/);
  expect(site.paths()).toEqual(["/"]);
});

/** What a name's answer may hold. */
const answers: [string, string[]][] = [
  ["loopback", ["127.0.0.1"]],
  ["a private address", ["192.168.0.10"]],
  ["metadata", ["169.254.169.254"]],
  ["public, then loopback", ["93.184.215.14", "127.0.0.1"]],
  ["loopback, then public", ["127.0.0.1", "93.184.215.14"]],
  ["public in one family, loopback in the other", ["93.184.215.14", "::1"]],
  ["mapped loopback", ["::ffff:127.0.0.1"]],
  ["link-local with a zone", ["fe80::1%eth0"]],
  ["what is no address", ["localhost"]],
  ["public, then what is no address", ["93.184.215.14", ""]],
];

test.each(answers)("a name whose addresses are not all public is refused: %s", async (_what, addresses) => {
  const { world } = testWorld({ "rebinding.test": addresses });
  const reading = fetchWebFile(`http://rebinding.test:8080/secret`, { signal, world });
  await expect(reading).rejects.toThrow("rebinding.test is not on the public internet, so it is not read.");
});

test.each(["localhost", "localhost.", "LOCALHOST", "xn--n3h.test", "☃.test"])(
  "a name is judged by where it leads: %s",
  async (name) => {
    const reading = fetchWebFile(`http://${name}:8080/`, { signal, world: testWorld().world });
    await expect(reading).rejects.toThrow(/not on the public internet/);
  },
);

test("a name is asked for once a request, and the connection goes where it was judged", async () => {
  let asked = 0;
  const turning = () => (asked++ % 2 === 0 ? ["127.0.0.1"] : ["10.255.255.1"]);
  const { world, resolved } = testWorld({ "site.test": turning });
  const keptRobots = { rules: { isAllowed: () => true, delayMs: 0, sitemaps: [] }, until: 1e15 };
  world.robots?.set(`http://site.test:${site.port}`, keptRobots);
  // By network: the second answer, had anybody asked for it, would be neither allowed nor loopback.
  const options = { signal, world, allowPrivate: ["127.0.0.0/8"] };
  await expect(fetchWebFile(site.at("/secret"), options)).resolves.toMatchObject({ name: "secret.html" });
  expect(resolved).toEqual(["site.test"]);
  await expect(fetchWebFile(site.at("/secret"), options)).rejects.toThrow(/not on the public internet/);
});

test("a redirect to the same name is resolved and judged again", async () => {
  let asked = 0;
  const rebinding = () => (asked++ === 0 ? ["127.0.0.1"] : ["10.0.0.1"]);
  const { world } = testWorld({ "site.test": rebinding });
  const keptRobots = { rules: { isAllowed: () => true, delayMs: 0, sitemaps: [] }, until: 1e15 };
  world.robots?.set(`http://site.test:${site.port}`, keptRobots);
  site.pages["/"] = { status: 301, headers: { location: "/secret" } };
  const reading = fetchWebFile(site.at("/"), { signal, world, allowPrivate: ["127.0.0.0/8"] });
  await expect(reading).rejects.toThrow(/not on the public internet/);
  expect(site.paths()).toEqual(["/"]);
});

test.each([
  ["a file", "file:///etc/passwd"],
  ["FTP", "ftp://example.com/x"],
  ["data", "data:text/html,hello"],
  ["a script", "javascript:alert(1)"],
  ["gopher", "gopher://127.0.0.1:25/x"],
  ["a user name", "http://admin@example.com/"],
  ["a password", "http://:secret@example.com/"],
  ["no address", "example.com/page"],
  ["a port that is none", "http://example.com:99999/"],
  ["too long", `http://example.com/${"x".repeat(2000)}`],
])("an address that is no web page is refused before anything is asked: %s", async (_what, url) => {
  const { world, resolved } = testWorld();
  await expect(fetchWebFile(url, { signal, world })).rejects.toMatchObject({
    code: "invalid_request",
    field: "url",
  });
  expect(resolved).toEqual([]);
});

test.each(["file:///etc/passwd", "http://user:secret@site.test/", "http://[::1", "ftp://site.test/"])(
  "a redirect to what is no web page is refused: %s",
  async (location) => {
    site.pages["/"] = { status: 302, headers: { location } };
    const options = { signal, world: testWorld().world, allowPrivate: testHosts };
    await expect(fetchWebFile(site.at("/"), options)).rejects.toMatchObject({ code: "invalid_request" });
    expect(site.paths()).toEqual(["/"]);
  },
);

test.each(["22", "25", "3306", "5432", "6379", "9200", "81"])(
  "a public host is not asked at a port of another service: %s",
  async (port) => {
    const { world } = testWorld({ "public.test": ["93.184.215.14"] });
    const reading = fetchWebFile(`http://public.test:${port}/`, { signal, world });
    await expect(reading).rejects.toThrow(`Pages are not read from port ${port}`);
  },
);

test("what an installation allows is read: by name, by address, by network", async () => {
  for (const allowPrivate of [["site.test"], ["127.0.0.1"], ["10.0.0.0/8", "127.0.0.0/16"]]) {
    const { world } = testWorld();
    const file = await fetchWebFile(site.at("/secret"), { signal, world, allowPrivate });
    expect(file.url).toBe(site.at("/secret"));
  }
});

test.each([
  ["another name", ["wiki.test"], "127.0.0.1"],
  ["a name above it", ["test"], "127.0.0.1"],
  ["another network", ["10.0.0.0/8"], "127.0.0.1"],
  ["a name, for metadata", ["site.test"], "169.254.169.254"],
  ["a name, for the unspecified address", ["site.test"], "0.0.0.0"],
  ["an IPv6 network of everything", ["::/0"], "127.0.0.1"],
])("and nothing beside it: %s", async (_what, allowPrivate, address) => {
  const { world } = testWorld({ "site.test": [address] });
  const reading = fetchWebFile(site.at("/secret"), { signal, world, allowPrivate });
  await expect(reading).rejects.toThrow(/not on the public internet/);
});

test("a network that is allowed is known in its mapped form", async () => {
  const { world } = testWorld({ "site.test": ["::ffff:127.0.0.1"] });
  const file = await fetchWebFile(site.at("/secret"), { signal, world, allowPrivate: ["127.0.0.0/8"] });
  expect(file.name).toBe("secret.html");
});

test.each([
  "8.8.8.8",
  "93.184.215.14",
  "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
  "::ffff:8.8.8.8",
  "64:ff9b::808:808",
])("the public internet is not refused: %s", (address) => expect(reachOf(address)).toBe("public"));
