type SecretPattern = {
  kind: string;
  /** Its first group, if any, is what stays in front of the secret. */
  pattern: RegExp;
};

// A token begins where none of its characters stands before it; so no stretch of text is looked at twice.
const token = (source: string): RegExp => new RegExp(`(?<![A-Za-z0-9_-])(?:${source})`, "g");
const name =
  "passwords?|passwd|passphrase|secrets?|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|credentials?|auth[_-]?key|encryption[_-]?key|fastopen_key";
// A name that only points at a secret, or counts or dates it.
const pointer =
  "(?![_-]?(?:s?name|key_?ref|ref|type|count|expire|ttl|ur[il]|path|file|length|policy|age|id\\b)|s\\b(?=[\"' ]*[:=] *\\d))";
const value = String.raw`(?:"(?:[^"\\\n]|\\.)*|'[^'\n]*|\\{1,3}["'][^"'\\\n]*|[^\s"'\\,;&})\]]+)`;

/** What secrets look like, each in time that grows with the line and no faster. The order matters: tokens first. */
export const secretPatterns: SecretPattern[] = [
  { kind: "aws-key", pattern: token("(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])") },
  { kind: "github-token", pattern: token("gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}") },
  { kind: "gitlab-token", pattern: token("gl(?:pat|dt|rt|cbt|ptt|ft)-[A-Za-z0-9_-]{16,255}") },
  { kind: "slack-token", pattern: token("xox[abeoprs]-[A-Za-z0-9-]{10,255}|xapp-[A-Za-z0-9-]{10,255}") },
  { kind: "slack-webhook", pattern: /(hooks\.slack\.com\/(?:services|workflows)\/)[A-Za-z0-9/_-]{20,255}/g },
  { kind: "stripe-key", pattern: token("(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,255}|whsec_[A-Za-z0-9+/=]{16,255}") },
  {
    kind: "api-key",
    pattern: token(
      "sk-[A-Za-z0-9_-]{20,255}|hf_[A-Za-z0-9]{20,255}|npm_[A-Za-z0-9]{30,255}|pypi-[A-Za-z0-9_-]{40,512}|dckr_pat_[A-Za-z0-9_-]{20,255}|ork_[A-Za-z0-9_-]{16,255}",
    ),
  },
  { kind: "sendgrid-key", pattern: token("SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,128}") },
  {
    kind: "google-key",
    pattern: token("AIza[A-Za-z0-9_-]{35}|ya29\\.[A-Za-z0-9_-]{20,1024}|GOCSPX-[A-Za-z0-9_-]{20,64}"),
  },
  { kind: "jwt", pattern: token("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?") },
  { kind: "password-hash", pattern: /\$(?:1|2[abxy]|5|6|7|y|gy|argon2id?)\$[./A-Za-z0-9$=,+-]{20,255}/g },
  {
    kind: "authorization",
    pattern:
      /(\b(?:proxy-)?authorization\\?["']?[ \t]{0,8}[:=][ \t]{0,8}\\?["']?(?:(?:bearer|basic|token|digest|negotiate|apikey)[ \t]{1,8})?)(?!(?:[a-z]{1,12}[ \t]{1,8})?\[redacted)[^\s"'\\,;]+/gi,
  },
  { kind: "authorization", pattern: /(\bbearer[ \t]{1,8})(?!\[redacted)[A-Za-z0-9._~+/=-]{8,}/gi },
  { kind: "cookie", pattern: /(\b(?:set-)?cookie[ \t]{0,4}:[ \t]{0,4})(?![ \t]{0,4}\[redacted)[^\r\n"']+/gi },
  {
    kind: "url-password",
    pattern: /((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:"'<>]{0,100}:)(?!\[redacted)[^\s/"'<>]{1,200}(?=@)/gi,
  },
  {
    kind: "password",
    pattern: new RegExp(
      `((?:${name})${pointer}[\\w.-]{0,20}\\\\{0,3}["']?[ \\t]{0,4}(?:=>|:=|[:=])[ \\t]{0,4})(?![ \\t]{0,4}["'\\\\]{0,4}\\[redacted|(?:true|false|null|none|nil|yes|no)\\b|["']{2})${value}`,
      "gi",
    ),
  },
  {
    kind: "password",
    pattern: new RegExp(`((?:^|[ \\t"'])--?(?:${name})[ \\t]{1,4})(?!\\[redacted|-)${value}`, "gim"),
  },
  {
    kind: "password",
    pattern:
      /((?:;[ \t]?pwd[ \t]?=|\bsshpass[ \t]{1,4}-p|\bidentified[ \t]{1,4}by)[ \t]{0,4})(?!\[redacted)['"]?[^\s;'"]+/gi,
  },
  // Assignments whose names are short: DB_PASS=, MYSQL_PWD=, psk=, AccountKey=.
  {
    kind: "password",
    pattern: new RegExp(
      `((?<![A-Za-z0-9])(?:[A-Za-z0-9]{1,30}[_-]){0,4}(?:pass|pwd|psk|accountkey|sharedaccesskey)=)(?!["']?\\[redacted|["']{2}|\\/|\\.)${value}`,
      "gi",
    ),
  },
  // What configuration files say without a sign between.
  { kind: "password", pattern: /^([ \t]{0,20}(?:requirepass|masterauth|bindpw|rootpw)[ \t]{1,8})(?!\[redacted)\S+/gim },
  { kind: "password", pattern: /(\blogin[ \t]{1,4}\S{1,100}[ \t]{1,4}password[ \t]{1,4})(?!\[redacted)\S+/gi },
  { kind: "password", pattern: /(<(?:password|passwd|secret|token|apikey)>)(?!\[redacted)[^<\n]{1,500}(?=<)/gi },
  // Command lines: mysql -pX, curl -u a:X, redis-cli -a X, docker login -p X, openssl pass:X, a:X | chpasswd.
  { kind: "password", pattern: /(\bmysql(?:dump|admin)?\b[^\n|;&]{0,200}? -p)(?!\[redacted|[ \t]|$)[^\s|;&]+/gi },
  {
    kind: "password",
    pattern: /(\b(?:curl|wget)\b[^\n|;&]{0,200}? (?:-u|--user)[ =]?[^\s:|;&]{1,100}:)(?!\[redacted)[^\s|;&]+/gi,
  },
  {
    kind: "password",
    pattern:
      /(\b(?:redis-cli\b[^\n|;&]{0,100}? -a|docker login\b[^\n|;&]{0,100}? -p)[ \t]{1,4})(?!\[redacted)[^\s|;&]+/gi,
  },
  { kind: "password", pattern: /(\bpass:)(?!\[redacted)[^\s|;&]{3,200}/g },
  {
    kind: "password",
    pattern:
      /((?<![\w[-])[a-z_][a-z0-9_-]{0,31}:)(?!\[redacted)[^\s"'|[]{3,200}(?=["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4})?chpasswd)/gi,
  },
  { kind: "private-key", pattern: /(?<![A-Za-z0-9+/])LS0tLS1CRUdJTi[A-Za-z0-9+/=]{20,20000}/g },
  { kind: "password", pattern: /("auth"[ \t]{0,4}:[ \t]{0,4}")(?!\[redacted)[A-Za-z0-9+/=]{8,2000}(?=")/g },
];
