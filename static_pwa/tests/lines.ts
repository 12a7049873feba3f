/** Standard input as JSON lines, one JSON line out for each: how a test in another language talks to this code. */

// What is used of node, so that the tests need no package of node's types.
declare const process: {
  stdin: AsyncIterable<string> & { setEncoding(encoding: string): void };
  stdout: { write(text: string): void };
};

/** Hands the first line to `begin`, and every further one to what that gives. A fault is an answer too. */
export async function serve<Line>(begin: (first: any) => (line: Line) => unknown): Promise<void> {
  let answer: ((line: Line) => unknown) | null = null;
  let rest = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    let out = "";
    for (const line of lines) {
      if (!answer) answer = begin(JSON.parse(line));
      else out += JSON.stringify(attempted(answer, JSON.parse(line))) + "\n";
    }
    process.stdout.write(out);
  }
}

function attempted<Line>(answer: (line: Line) => unknown, line: Line): unknown {
  try {
    return answer(line);
  } catch (fault) {
    return { fault: String(fault) };
  }
}
