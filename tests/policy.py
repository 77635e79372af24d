"""Lists each sentence of the privacy policy with the tests that accept it; `make policy` prints it."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from tests.policy_sentences import SENTENCES, Sentence

TESTS: Final = Path(__file__).parent
_MARK: Final = "pytest.mark.policy"


def accepting() -> dict[str, list[str]]:
    """Return the tests that accept each sentence, by its number, unknown numbers included."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for test, sentence in marks_in(path.read_text(encoding="utf-8")):
            found.setdefault(sentence, []).append(f"{path.relative_to(TESTS.parent)}::{test}")
    return found


def marks_in(source: str) -> Iterator[tuple[str, str]]:
    """Yield each test of a module with each sentence it accepts.

    Raises ValueError for a mark that is not a decorator of a test, or not written as plain texts.
    """
    tree = ast.parse(source)
    read = 0
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for mark in filter(_is_mark, function.decorator_list):
            read += 1
            yield from ((function.name, sentence) for sentence in _sentences(function, mark))
    if read != sum(map(_is_mark, ast.walk(tree))):
        raise ValueError("a policy mark stands on something that is no test")


def _is_mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == _MARK


def _sentences(function: ast.FunctionDef | ast.AsyncFunctionDef, mark: ast.expr) -> list[str]:
    given = mark.args if isinstance(mark, ast.Call) else []
    texts = [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if not function.name.startswith("test_") or not given or len(texts) != len(given):
        raise ValueError(f"{function.name}: a policy mark names the sentences that a test accepts")
    return texts


def missing() -> list[str]:
    """Return the numbers of the sentences whose test is due and not there."""
    found = accepting()
    return [number for number, sentence in SENTENCES.items() if sentence.due and not found.get(number)]


def _line(number: str, sentence: Sentence, tests: list[str]) -> str:
    if sentence.due:
        state = f"{len(tests)} tests" if tests else "NO TEST"
    else:
        state = f"not due: {sentence.waits_for}" + (f" ({len(tests)} tests already)" if tests else "")
    return f"{number:5} {sentence.text}: {state}"


def main() -> int:
    """Print the list, and return how many sentences want a test."""
    found = accepting()
    for number, sentence in SENTENCES.items():
        tests = found.get(number, [])
        click.echo(_line(number, sentence, tests))
        for test in tests:
            click.echo(f"        {test}")
    wanting = missing()
    due = sum(sentence.due for sentence in SENTENCES.values())
    click.echo(
        f"{due - len(wanting)} of {due} due sentences are accepted; {len(SENTENCES) - due} are not due."
    )
    if wanting:
        click.echo(f"Without a test: {' '.join(wanting)}.", err=True)
    return len(wanting)


if __name__ == "__main__":
    sys.exit(main())
