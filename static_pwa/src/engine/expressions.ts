/** Turns the compiled expression trees of the guideline into closures over a case.
 *
 * A tree is a literal (number, string, boolean) or `[operator, operands...]`. The operators are the
 * subset of CEL (Common Expression Language) that the compiler lets through; every number is a double.
 * Reading something absent throws `Absent`: it is neither true nor false.
 */
import type { Case } from "./case";
import type { Tree } from "./types";

// The compiler has checked what each tree is made of and what it computes; here it can be anything.
type Anything = any;
export type Closure<T = Anything> = (it: Case) => T;

/** A value that nobody has given was read without a guard: a fault of the guideline. */
export class Absent extends Error {}

/** The function of a case that computes `tree`. */
export function closure(tree: Tree): Closure {
  if (!Array.isArray(tree)) return () => tree;
  const [operator, ...operands]: Anything[] = tree;
  const named = NAMED[operator];
  return named ? named(...operands) : OPERATORS[operator]!(...operands.map(closure));
}

function exists(name: string, container: Tree, condition: Tree): Closure {
  const members = closure(container);
  const test = closure(condition);
  return (it) => {
    for (const member of members(it)) {
      it.variables[name] = member;
      if (test(it)) return true;
    }
    return false;
  };
}

function all(name: string, container: Tree, condition: Tree): Closure {
  const found = exists(name, container, ["!", condition]);
  return (it) => !found(it);
}

const READERS: Record<string, (field: string) => Closure> = {
  patient: (field) => (it) => it.value(field),
  reported: (field) => (it) => it.reported(field),
  unit: (field) => (it) => it.unit(field),
  given: (field) => (it) => it.knows(field),
  limit: (field) => (it) => it.limit(field),
  exact: (field) => (it) => it.exact(field),
  between: (field) => (it) => it.between(field),
  grade: (field) => (it) => it.grade(field),
  decided: (field) => (it) => it.decided[field],
};

/** What begins with a name. */
const NAMED: Record<string, (...operands: Anything[]) => Closure> = {
  get: (message: string, field: string) => READERS[message]!(field),
  has: (_message: string, field: string) => (it) => it.knows(field),
  var: (name: string) => (it) => it.variables[name],
  exists,
  all,
};

/** What has expressions alone as its operands. */
const OPERATORS: Record<string, (...operands: Closure[]) => Closure> = {
  "<": (left, right) => (it) => left(it) < right(it),
  "<=": (left, right) => (it) => left(it) <= right(it),
  ">": (left, right) => (it) => left(it) > right(it),
  ">=": (left, right) => (it) => left(it) >= right(it),
  "+": (left, right) => (it) => left(it) + right(it),
  "-": (left, right) => (it) => left(it) - right(it),
  "*": (left, right) => (it) => left(it) * right(it),
  "/": (left, right) => (it) => left(it) / right(it),
  "==": (left, right) => (it) => left(it) === right(it),
  "!=": (left, right) => (it) => left(it) !== right(it),
  in: (member, members) => (it) => members(it).includes(member(it)),
  "&&": (left, right) => (it) => left(it) && right(it),
  "||": (left, right) => (it) => left(it) || right(it),
  "!": (operand) => (it) => !operand(it),
  "?": (condition, yes, no) => (it) => (condition(it) ? yes(it) : no(it)),
  list: (...elements) => (it) => elements.map((element) => element(it)),
};
