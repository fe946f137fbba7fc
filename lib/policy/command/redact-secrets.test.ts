import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor } from "./create-redactor";
import { redactSecrets } from "./redact-secrets";

// Put together here, so that no scanner takes this file for a leak.
const fake = (...parts: string[]) => parts.join("");
const alphabet = "aB3dE5gH7jK9mN1pQ2sT4vX6zA8cF0iL";
const key = fake(
  "-----BEGIN RSA PRIVATE ",
  "KEY-----\nMIIEowIBAAKCAQEA7\nabcDEF+/=\n-----END RSA PRIVATE ",
  "KEY-----",
);

describe("what is taken out", () => {
  it.each([
    ["an AWS key", `id ${fake("AKIA", "IOSFODNN7EXAMPLE")} x`, "id [redacted:aws-key] x"],
    ["a GitHub token", fake("ghp_", alphabet, "abcd"), "[redacted:github-token]"],
    ["a fine-grained GitHub token", fake("github_pat_", alphabet), "[redacted:github-token]"],
    ["a Slack token", fake("xoxb-", "123456789012-", alphabet), "[redacted:slack-token]"],
    ["an OpenAI key", `using ${fake("sk-", "proj-", alphabet)}`, "using [redacted:api-key]"],
    ["a Stripe key", fake("sk_", "live_", alphabet), "[redacted:stripe-key]"],
    ["a Google key", fake("AIza", alphabet, "abc"), "[redacted:google-key]"],
    ["a JWT", fake("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxIn0", ".c2lnbmF0dXJl"), "[redacted:jwt]"],
    ["a password in an env file", "DB_PASSWORD=hunter2", "DB_PASSWORD=[redacted:password]"],
    ["a password in an ini file", "password = hunter2", "password = [redacted:password]"],
    ["a password in YAML", "  password: hunter2", "  password: [redacted:password]"],
    ["a password in JSON", '{"password": "hun\\"ter 2", "a": 1}', '{"password": "[redacted:password]", "a": 1}'],
    [
      "a password in escaped JSON",
      '{\\"password\\":\\"hunter2\\",\\"a\\":1}',
      '{\\"password\\":\\"[redacted:password]\\",\\"a\\":1}',
    ],
    [
      "a password among docker's variables",
      '"Env": ["MYSQL_ROOT_PASSWORD=hunter2", "A=b"]',
      '"Env": ["MYSQL_ROOT_PASSWORD=[redacted:password]", "A=b"]',
    ],
    ["a quoted password", "PGPASSWORD='a b c' psql", "PGPASSWORD='[redacted:password]' psql"],
    ["an AWS secret", "aws_secret_access_key = abc/def+ghi", "aws_secret_access_key = [redacted:password]"],
    ["a password in a query", "GET /x?token=abc123&y=1", "GET /x?token=[redacted:password]&y=1"],
    ["a password on a command line", "mysql --password hunter2 -u x", "mysql --password [redacted:password] -u x"],
    ["a password in a URL", "postgres://app:hunter2@db:5432/x", "postgres://app:[redacted:url-password]@db:5432/x"],
    ["a password with an at sign in a URL", "amqp://u:p@ss@mq/v", "amqp://u:[redacted:url-password]@mq/v"],
    [
      "a password without a user in a URL",
      "redis://:hunter2@cache:6379",
      "redis://:[redacted:url-password]@cache:6379",
    ],
    ["an Authorization header", "Authorization: Bearer abc.def-123", "Authorization: Bearer [redacted:authorization]"],
    ["a Basic header in JSON", '"authorization": "Basic dTpw"', '"authorization": "Basic [redacted:authorization]"'],
    ["a cookie", "Cookie: sid=abc; b=c", "Cookie: [redacted:cookie]"],
    [
      "a hash of a password",
      "root:$6$abcdefgh$0123456789abcdefghijklmnop:19000:",
      "root:[redacted:password-hash]:19000:",
    ],
    ["a connection string", "Server=x;Uid=u;Pwd=hunter2;", "Server=x;Uid=u;Pwd=[redacted:password];"],
    ["a private key", `a\n${key}\nb`, `a\n${Array(4).fill("[redacted:private-key]").join("\n")}\nb`],
    ["a private key in JSON", `{"k":"${key.replaceAll("\n", "\\n")}","a":1}`, '{"k":"[redacted:private-key]","a":1}'],
    ["a kernel's key", "net.ipv4.tcp_fastopen_key = 1-2-3-4", "net.ipv4.tcp_fastopen_key = [redacted:password]"],
  ])("%s", (_, text, redacted) => {
    expect(redactSecrets(text)).toBe(redacted);
    expect(redactSecrets(redacted)).toBe(redacted);
  });
});

describe("what stays", () => {
  it.each([
    "PWD=/home/app",
    "secretName: web-tls",
    "token_type: bearer",
    "max_tokens: 4096",
    "password: null",
    '"password": ""',
    "git@github.com:org/repo.git",
    "https://example.org/a:b/c@d",
    "12:00:01 sshd[1]: Failed password for root from 10.0.0.1",
    "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "eyJ is not a token, nor is sk-short",
  ])("%j", (text) => {
    expect(redactSecrets(text)).toBe(text);
  });
});

it("finds the same in pieces as in the whole, wherever it is cut", () => {
  const text = [
    `x ${fake("ghp_", alphabet, "abcd")} y`,
    key,
    "password=hunter2",
    "z",
    fake("AKIA", "IOSFODNN7EXAMPLE"),
  ].join("\n");
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
      const redactor = createRedactor();
      const edges = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      const pieces = edges.slice(1).map((edge, at) => redactor.write(text.slice(edges[at], edge)));
      expect(pieces.join("") + redactor.end()).toBe(redactSecrets(text));
    }),
  );
});

const words = fc.constantFrom(
  "password=",
  '"',
  "'",
  "\\",
  "\n",
  "\r",
  "\u2028",
  " ",
  "a",
  "-----BEGIN PRIVATE KEY-----",
  "-----END PRIVATE KEY-----",
  "eyJabcdefgh.",
  "://a:b@",
  "Cookie: ",
  "--token ",
);

it("keeps as many lines as there were, whatever the text", () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      expect(redactSecrets(text).split("\n")).toHaveLength(text.split("\n").length);
    }),
    { numRuns: 500 },
  );
});

it("finds the same line by line as in one go", () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
      const text = `${parts.join("")}\n`;
      const redactor = createRedactor();
      const lines = text.split(/(?<=\n)/).map((line) => redactor.write(line));
      expect(lines.join("") + redactor.end()).toBe(redactSecrets(text));
    }),
    { numRuns: 1_000 },
  );
});

it("lets a line without an end go once it is too long to hold", () => {
  const redactor = createRedactor();
  expect(redactor.write("a".repeat(10_000))).toBe("");
  expect(redactor.write(`${"a".repeat(60_000)} b`).length).toBeGreaterThan(60_000);
  expect(redactor.end()).toBe("b");
});

const megabyte = 1_000_000;
it.each(
  [
    "a",
    " ",
    "=",
    '"',
    "\\",
    "-",
    "eyJ",
    "eyJa.",
    "-eyJaaaaaaaa",
    "a://",
    "a://a:",
    "a.",
    "password",
    "password=",
    'password="',
    'password="\\',
    "password =>",
    "token:  ",
    "--token ",
    "authorization:",
    "Bearer ",
    "Cookie:",
    "cookie: ",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN ",
    "$6$",
    "xoxb-",
    "sk-",
    "secret'",
    "identified  by  ",
    "a@",
    "://:",
    'password\\\\\\"',
  ].map((unit) => [unit]),
)("takes less than two seconds for a megabyte of %j in one line", (unit) => {
  const text = unit.repeat(Math.ceil(megabyte / unit.length));
  const start = performance.now();
  redactSecrets(text);
  expect(performance.now() - start).toBeLessThan(2_000);
});

it.each([
  "DB_PASS=hunter2x",
  "MYSQL_PWD=hunter2x",
  "psk=hunter2x",
  "AccountKey=hunter2x==",
  "requirepass hunter2x",
  "machine example.org login me password hunter2x",
  "<password>hunter2x</password>",
  "mysql -uroot -phunter2x shop",
  "curl -s -u admin:hunter2x https://example.org",
  "redis-cli -a hunter2x ping",
  "docker login -u me -p hunter2x",
  "openssl enc -pass pass:hunter2x",
  "echo 'root:hunter2x' | chpasswd",
  '"auth": "aHVudGVyMng="',
])("takes the secret out of: %s", (line) => {
  const shown = redactSecrets(line);
  expect(shown).not.toMatch(/hunter2x|aHVudGVyMng/);
  expect(redactSecrets(shown)).toBe(shown);
});

it.each([
  "drwxr-xr-x 2 root root 4096 passwd",
  "pass: 12, fail: 0",
  "PASS",
  "the tests pass: all of them",
  "pwd",
  "OLDPWD=/home/ops",
  "compass=north",
])("leaves alone: %s", (line) => {
  expect(redactSecrets(line)).toBe(line);
});
