"""Programs that nobody would write on purpose: the plugin must not fail on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., "tuple[list[str], int]"]

START = """\
from functools import partial, reduce
from typing import Any, NoReturn, TypeVar, Union
import operator
import typedthinc.api as tt
from typedthinc.api import Dropout, Model, Relu, Softmax, chain, concatenate, reduce_mean
from typedthinc.types import Floats2d, Ragged
"""

PROGRAMS = {
    "no arguments": "chain()",
    "starred nothing": "chain(*[])",
    "starred name without a value": "chain(*nothing)",
    "starred mapping": "chain(*{'a': Relu()}, **{'b': Relu()})",
    "starred text": "chain(*'ab')",
    "starred itself": "layers = [chain(*layers)]",
    "itself": "model = chain(model, Relu())",
    "doubly starred": "chain(Relu(), *[*[*[Relu()]]])",
    "type": "chain(Model, type(Relu()))",
    "never": "def build(x: NoReturn) -> None: chain(x, x) >> x",
    "alias of the function": "f = chain\nf(Relu(), Relu())\nf(Relu(), reduce_mean())",
    "partial": "partial(chain, Relu())(Relu())",
    "reduce": "reduce(operator.rshift, [Relu(), Relu()])",
    "passed as a function": "list(map(chain, [Relu()], [Relu()]))",
    "used as a decorator": "@chain\ndef layer() -> None: ...",
    "decorator with arguments": "@chain(Relu(), Relu())\ndef layer() -> None: ...",
    "default argument": "def build(m: Model = chain(Relu(), reduce_mean())) -> None: ...",
    "class body": "class A(chain(Relu(), Relu())): ...",
    "annotation": "x: chain(Relu(), Relu())",
    "index": "chain[Relu(), Relu()]",
    "attribute": "chain(Relu(), Relu()).nothing",
    "function without annotations": "def build(): chain(Relu(), reduce_mean())",
    "unreachable": "import sys\nif sys.version_info < (3, 0):\n    chain(Relu(), reduce_mean())",
    "lambda in a lambda": "lambda: lambda: chain(Relu(), Relu())",
    "await": "async def build() -> None: chain(await Relu(), Relu())",
    "yield": "def build(): chain((yield), Relu())",
    "generic model": "T = TypeVar('T')\ndef build(m: Model[T, T]) -> None: chain(m, Relu()) >> m",
    "model of models": "def build(m: Model[Model, Model]) -> None: chain(m, m) >> m",
    "recursive type": "R = Union[Floats2d, list['R']]\ndef b(m: Model[R, R]) -> None: chain(m, m)",
    "type that is not defined": "def build(m: Model[Nothing, Floats2d]) -> None: chain(m, m)",
    "too many type arguments": "def b(m: Model[Floats2d, Floats2d, int]) -> None: chain(m, m)",
    "class in itself": "class A(Model['A', 'A']): ...\ndef build(a: A) -> None: chain(a, a) >> a",
    "own shift": "class A(Model):\n    def __rshift__(self, x): return 3\nA('a', f) >> Relu()",
    "deleted name": "m = Relu()\ndel m\nchain(m, m)",
    "operators without operands": "Relu().__rshift__()",
    "operators with many operands": "Relu().__rshift__(Relu(), Relu())",
    "operators by keyword": "Relu().__rshift__(other=Relu())",
    "operators of the class": "Model.__rshift__(Relu(), Relu())",
    "operator of super": "class A(Model):\n    def f(self): super().__rshift__(self)",
    "operators chained by comparison": "Relu() >> Relu() < Relu() >> Relu()",
    "block without operators": "with Model.define_operators({}): Relu() >> Relu()",
    "block without arguments": "with Model.define_operators(): Relu() >> Relu()",
    "block with unpacking": "with Model.define_operators({**{}, '>>': chain}): Relu() >> Relu()",
    "block with a lambda": "with Model.define_operators({'>>': lambda a, b: a}): Relu() >> Relu()",
    "model without arguments": "Model()",
    "model of a number": "Model(3, 3)",
    "model with unpacking": "Model(*['a', 3], **{'forward': 3})",
    "model of itself": "Model('a', Model)",
    "forward without parameters": "def f() -> None: ...\nModel('a', f)",
    "forward with a star": "def f(*args: Any) -> tuple[Any, Any]: ...\nModel('a', f)",
    "forward that gives one thing": "def f(m: Any, X: Any, t: bool) -> int: ...\nModel('a', f)",
    "forward of chain": "Model('a', chain)",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_plugin_does_not_fail(check: Check, program: str) -> None:
    output, status = check(START + program + "\n")
    assert status in (0, 1)
    text = "\n".join(output)
    assert "INTERNAL ERROR" not in text
    assert "[typedthinc-plugin]" not in text


def test_deep_nesting(check: Check) -> None:
    program = f"{START}{'chain(Relu(), ' * 60}reduce_mean(){')' * 60}\n"
    column = 14 * 60 + 1
    misfit = 'Layer 2 takes "Ragged", but layer 1 gives "Floats2d"  [layer-mismatch]'
    assert check(program) == ([f"main.py:7:{column}: error: {misfit}"], 1)


def test_many_layers(check: Check) -> None:
    program = f"{START}chain({'Relu(), ' * 200}reduce_mean())\n{'Relu() >> ' * 100}reduce_mean()\n"
    takes = 'takes "Ragged", but layer'
    gives = 'gives "Floats2d"  [layer-mismatch]'
    assert check(program)[0] == [
        f"main.py:7:1607: error: Layer 201 {takes} 200 {gives}",
        f"main.py:8:1001: error: Layer 101 {takes} 100 {gives}",
    ]
