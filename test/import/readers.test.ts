// Files of other systems, read row by row.

import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openRows, type OpenOptions } from "../../src/import/readers/open.ts";
import type { FileRow } from "../../src/import/readers/row.ts";
import { joined } from "../../src/import/sources/join.ts";

/** The bytes in pieces of `size`, so that rows, letters and line ends are torn apart. */
async function* pieces(bytes: Uint8Array | string, size = 3): AsyncIterable<Uint8Array> {
  const whole = Buffer.from(bytes);
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}

async function all<Each>(from: AsyncIterable<Each>): Promise<readonly Each[]> {
  const found: Each[] = [];
  for await (const each of from) found.push(each);
  return found;
}

async function rowsOf(
  file: Uint8Array | string,
  options: OpenOptions = {},
  size?: number,
): Promise<readonly FileRow[] | string> {
  const opened = await openRows(pieces(file, size), options);
  return opened.ok ? all(opened.value) : opened.detail;
}

const short = (rows: readonly FileRow[] | string): unknown =>
  typeof rows === "string"
    ? rows
    : rows.map((row) => [row.line, "problem" in row ? row.problem.detail : row.value]);

const shortOf = async (...from: Parameters<typeof rowsOf>) => short(await rowsOf(...from));

describe("a table", () => {
  test("may end its lines in several ways, and no value keeps a part of one", async () => {
    for (const ends of [
      ["\n", "\r\n", "\n"],
      ["\r\n", "\n", "\r\n"],
    ])
      expect(await shortOf(`email,hash${ends[0]}a@x.de,one${ends[1]}b@x.de,two${ends[2]}`)).toEqual(
        [
          [2, { email: "a@x.de", hash: "one" }],
          [3, { email: "b@x.de", hash: "two" }],
        ],
      );
  });

  test("with a quotation mark behind a backslash is not read as something else", async () => {
    expect(await shortOf('email,name\na@x.de,"Ada \\"Lace\\""\nb@x.de,Bob\n')).toEqual([
      [2, expect.stringContaining("behind a backslash")],
      [3, { email: "b@x.de", name: "Bob" }],
    ]);
  });

  test("is read by the names in its heading, with quoted separators, marks and lines", async () => {
    const file =
      '\uFEFFemail,name\r\na@x.de,"Löve, ""Ada"""\r\n\r\nb@x.de,"two\nlines"\r\nc@x.de,é\r\n';
    expect(await shortOf(file)).toEqual([
      [2, { email: "a@x.de", name: 'Löve, "Ada"' }],
      [4, { email: "b@x.de", name: "two\nlines" }],
      [6, { email: "c@x.de", name: "é" }],
    ]);
  });

  test("may have semicolons or tabs", async () => {
    expect(await shortOf('email;"a,b,c"\na@x.de;1,5\n')).toEqual([
      [2, { email: "a@x.de", "a,b,c": "1,5" }],
    ]);
    expect(await shortOf("email\tname\na@x.de\t1,5")).toEqual([
      [2, { email: "a@x.de", name: "1,5" }],
    ]);
  });

  test("names a row with too few or too many columns, and the others go on", async () => {
    expect(await shortOf("email,name\na@x.de\nb@x.de,B\nc@x.de,C,D\nd@x.de,D\n")).toEqual([
      [2, "has 1 columns, the heading has 2"],
      [3, { email: "b@x.de", name: "B" }],
      [4, "has 3 columns, the heading has 2"],
      [5, { email: "d@x.de", name: "D" }],
    ]);
  });

  test("takes a misplaced quotation mark as it is, and names what a missing one swallows", async () => {
    const file =
      'email,name\na@x.de,"A" x\nb@x.de,B "b"\nc@x.de,"C\nd@x.de,D\ne@x.de,"E"\nf@x.de,F\n';
    expect(await shortOf(file)).toEqual([
      [2, { email: "a@x.de", name: '"A" x' }],
      [3, { email: "b@x.de", name: 'B "b"' }],
      [4, { email: "c@x.de", name: '"C\nd@x.de,D\ne@x.de,"E"' }],
      [7, { email: "f@x.de", name: "F" }],
    ]);
  });

  test("does not go on without end after a missing quotation mark", async () => {
    const many = "b@x.de,B\n".repeat(200_000);
    const rows = (await rowsOf(`email,name\na@x.de,"A\n${many}`, {}, 65_536)) as readonly FileRow[];
    expect(short(rows.slice(0, 1))).toEqual([
      [2, "is longer than 1 MiB: is a quotation mark missing?"],
    ]);
  });

  test("names a row that is not UTF-8", async () => {
    const good = "email,name\n" + "a@x.de,A\n".repeat(20_000);
    const file = Buffer.concat([
      Buffer.from(good),
      Buffer.from("b@x.de,\xe9\nc@x.de,C\n", "latin1"),
    ]);
    const rows = (await rowsOf(file, {}, 65_536)) as readonly FileRow[];
    expect(short(rows.slice(-2))).toEqual([
      [20_002, "is not UTF-8"],
      [20_003, { email: "c@x.de", name: "C" }],
    ]);
  });
});

describe("JSON lines", () => {
  test("name a line that is broken, too long or no object, and go on", async () => {
    const long = `{"email":"${"x".repeat(1024 * 1024)}"}`;
    const file = `\uFEFF{"email":"ä@x.de"}\r\n\r\n{"email":\n[1]\nnull\n${long}\n{"email":"z"}`;
    expect(await shortOf(file, {}, 7_001)).toEqual([
      [1, { email: "ä@x.de" }],
      [3, "is not JSON"],
      [4, "is not a JSON object"],
      [5, "is not a JSON object"],
      [6, "is longer than 1 MiB"],
      [7, { email: "z" }],
    ]);
  });

  test("name a line that is not UTF-8", async () => {
    const good = '{"a":1}\n'.repeat(10_000);
    const file = Buffer.concat([Buffer.from(good), Buffer.from('{"a":"\xe9"}\n{"a":2}', "latin1")]);
    const rows = (await rowsOf(file, {}, 5_000)) as readonly FileRow[];
    expect(short(rows.slice(-2))).toEqual([
      [10_001, "is not UTF-8"],
      [10_002, { a: 2 }],
    ]);
  });
});

describe("a JSON document", () => {
  test("is a list of rows, however it is written", async () => {
    const rows = [{ a: '[{"\\' }, { b: { c: [1, { d: 2 }] } }, { e: "ü" }];
    for (const indent of [0, 2]) {
      const read = (await rowsOf(JSON.stringify(rows, undefined, indent))) as readonly FileRow[];
      expect(read.map((row) => "value" in row && row.value)).toEqual(rows);
    }
    expect(await shortOf('\uFEFF[\n{"a":1},\n  {"a":\n2}\n]\n')).toEqual([
      [2, { a: 1 }],
      [3, { a: 2 }],
    ]);
    expect(await shortOf('{\n"a":1\n}\n{\n"a":2}\n')).toEqual([
      [1, { a: 1 }],
      [4, { a: 2 }],
    ]);
  });

  test("has its rows in the lists that are named, and each says in which it was", async () => {
    const document = {
      id: "realm",
      clients: [{ users: "no" }, { name: 'a "users": [{' }],
      data: { users: [{ id: 1, users: [{ id: 9 }] }, { id: 2 }], keys: [{ id: 3 }] },
      other: [{ id: 4 }],
    };
    for (const indent of [0, 1])
      expect(
        await rowsOf(JSON.stringify(document, undefined, indent), { lists: ["users", "keys"] }),
      ).toMatchObject([
        { table: "users", value: { id: 1 } },
        { table: "users", value: { id: 2 } },
        { table: "keys", value: { id: 3 } },
      ]);
  });

  test("names a row that is broken or too long, and goes on", async () => {
    const long = `{"email":"${"x".repeat(1024 * 1024)}"}`;
    expect(await shortOf(`[\n{"a":1,},\n${long},\n{"a":3}\n]`, {}, 7_001)).toEqual([
      [2, "is not JSON"],
      [3, "is longer than 1 MiB"],
      [4, { a: 3 }],
    ]);
  });

  test("that ends too early says so", async () => {
    expect(await shortOf('[\n{"a":1},\n{"a"')).toEqual([
      [2, { a: 1 }],
      [3, "ends in the middle: the file is not whole"],
    ]);
    expect(await shortOf('[\n{"a":1},\n')).toEqual([
      [2, { a: 1 }],
      [3, "ends in the middle: the file is not whole"],
    ]);
  });
});

describe("LDIF", () => {
  test("has entries with folded lines, base64, several values, and comments", async () => {
    const file = [
      "version: 1",
      "",
      "# ada, people",
      "dn: uid=ada,dc=example,",
      " dc=com",
      "objectClass: person",
      "objectClass: top",
      "userPassword:: e1NTSEF9eA==",
      "cn;lang-de:: QWRhIEzDtnZl",
      "jpegPhoto:: /9j/4AAQ",
      "# folded,",
      "  too",
      "mail: ada@example.com",
      "",
      "",
      "dn:: dWlkPWJvYg==",
      "mail:bob@example.com",
    ];
    expect(await shortOf(file.join("\r\n"))).toEqual([
      [
        3,
        {
          dn: "uid=ada,dc=example,dc=com",
          objectclass: ["person", "top"],
          userpassword: "{SSHA}x",
          cn: "Ada Löve",
          mail: "ada@example.com",
        },
      ],
      [16, { dn: "uid=bob", mail: "bob@example.com" }],
    ]);
  });

  test("names an entry with a line that is none, and goes on", async () => {
    const file = "dn: a\nmail a@x.de\n\ndn: b\njpegPhoto:< file:///x\n\ndn: c\nmail: c@x.de\n";
    expect(await shortOf(file)).toEqual([
      [1, 'is not LDIF: "mail a@x.de"'],
      [4, "jpegPhoto is in a file of its own"],
      [7, { dn: "c", mail: "c@x.de" }],
    ]);
  });
});

describe("lines with colons", () => {
  test("have a name, a password, and what follows by its place", async () => {
    const file = "# users\nada@x.de:$2y$05$abc\n\nbob@x.de:{SSHA}x:1000::,Bob\nnobody\n";
    expect(await shortOf(file)).toEqual([
      [2, { user: "ada@x.de", password: "$2y$05$abc" }],
      [4, { user: "bob@x.de", password: "{SSHA}x", 3: "1000", 5: ",Bob" }],
      [5, "has no colon"],
    ]);
  });
});

describe("any file", () => {
  test("may be packed with gzip, in several parts", async () => {
    const packed = Buffer.concat([gzipSync("email\na@x.de\n"), gzipSync("b@x.de\n")]);
    expect(await shortOf(packed)).toEqual([
      [2, { email: "a@x.de" }],
      [3, { email: "b@x.de" }],
    ]);
  });

  test("that is packed and damaged says so, at once or where the damage is", async () => {
    const small = gzipSync("email\na@x.de\n");
    expect(await shortOf(small.subarray(0, -9))).toBe(
      "The file cannot be read: unexpected end of file.",
    );
    const large = gzipSync("email\n" + "a@x.de\n".repeat(20_000), { level: 0 });
    const rows = (await rowsOf(large.subarray(0, -9), {}, 4_096)) as readonly FileRow[];
    expect(rows.at(-1)).toMatchObject({
      problem: {
        reason: "broken-file",
        detail: "cannot be read after this: unexpected end of file",
      },
    });
  });

  test("is refused before anything is read, if its letters or its form cannot be read", async () => {
    const text = "email,name\na@x.de,Löve\n";
    const utf16 = Buffer.from(text, "utf16le");
    const says = (file: Uint8Array | string) => rowsOf(file);
    expect(await says(utf16)).toContain("iconv -f UTF-16 -t UTF-8");
    expect(await says(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]))).toContain("UTF-16");
    expect(await says(Buffer.from(utf16).swap16())).toContain("UTF-16");
    expect(await says(Buffer.from(text, "latin1"))).toContain("iconv -f WINDOWS-1252 -t UTF-8");
    expect(await says(gzipSync(Buffer.from(text, "latin1")))).toContain("WINDOWS-1252");
    expect(await says("")).toBe("The file is empty.");
    expect(await says("PK\x03\x04")).toContain("packed");
    expect(await says("\x10\x00\x00\x00\x02abcdef")).toContain("not text");
    expect(await says("-- MySQL dump 10.13\nINSERT INTO users VALUES (1);\n")).toContain(
      "SQL dump",
    );
  });

  test("that ends its first look in the middle of a letter is UTF-8 all the same", async () => {
    for (const more of ["", "x", "xx", "xxx"]) {
      const rows = await rowsOf(`email,name\n${more},${"€".repeat(30_000)}\n`, {}, 60_000);
      expect(rows).toHaveLength(1);
    }
  });

  test("is read as what its reader says, whatever it looks like", async () => {
    expect(await shortOf("a:b\n", { format: "csv" })).toEqual([]);
    expect(await shortOf("x,y:b\n", { format: "passwd" })).toEqual([
      [1, { user: "x,y", password: "b" }],
    ]);
    expect(await shortOf("1,2\n", { format: "csv", columns: ["a", "b"] })).toEqual([
      [1, { a: "1", b: "2" }],
    ]);
  });
});

describe("a file that never ends what it begins", () => {
  test("is told after an entry without an end, and the next entry is read", async () => {
    const endless = `dn: uid=a\n${`mail: ${"a".repeat(1_000)}\n`.repeat(1_100)}`;
    const rows = await rowsOf(`${endless}\ndn: uid=b\nmail: b@x.de\n`, { format: "ldif" }, 65_536);
    expect(short(rows)).toEqual([
      [1, expect.stringContaining("longer than 1 MiB")],
      [1_103, { dn: "uid=b", mail: "b@x.de" }],
    ]);
  });

  test("has its rows read, however deep something else is", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const file = `{"junk":${deep},"users":[{"email":"a@x.de"}]}`;
    expect(short(await rowsOf(file, { format: "json", lists: ["users"] }, 65_536))).toEqual([
      [1, { email: "a@x.de" }],
    ]);
  });

  test("and names one user in every row of another table is read all the same", async () => {
    const many = 200_000;
    async function* rows(): AsyncIterable<FileRow> {
      yield { line: 1, value: { id: 1 }, table: "users" };
      for (let n = 0; n < many; n += 1) yield { line: 2, value: { user_id: 1 }, table: "keys" };
    }
    const [user] = await all(joined(rows(), { main: "users", parts: { keys: "user_id" } }));
    expect(user).toMatchObject({ value: { id: 1, keys: { length: many } } });
  });
});
