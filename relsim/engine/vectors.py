"""Rows of eight numbers that a kernel reads, adds and scales at once.

A loop that adds up eight sums side by side is compiled to eight chains of single steps.  A row says outright that they
go together, one number a lane.  Every lane is worked out as that number by itself would be, so no bit depends on it,
and a processor without registers so wide takes several steps.

Each function stands here as plain Python, where a row is an array, and below it what compiled code makes of it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin, models, register_model

from relsim.timetable.structure import Floats

LANES = 8
_VECTOR, _NUMBER, _LANE = ir.VectorType(ir.DoubleType(), LANES), ir.DoubleType(), ir.IntType(32)
_ZEROS, _ANYTHING = ir.Constant(_VECTOR, [0.0] * LANES), ir.Constant(_VECTOR, ir.Undefined)
Lower = Callable[[Any, Any, Any, list[Any]], Any]


class _Row(types.Type):
    """What a row is to the compiler: eight numbers in a register."""


_ROW = _Row(name="Row")


@register_model(_Row)
class _RowModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _VECTOR)


def _compiled_as(function: Callable[..., Any], gives: Any, *takes: type) -> Callable[[Lower], Lower]:
    """Have compiled code make of a function, where its arguments are of these kinds, what the one below says."""

    def of(lower: Lower) -> Lower:
        class Kinds(AbstractTemplate):
            key = function

            def generic(self, given: Any, _: Any) -> Any:
                fits = len(given) == len(takes) and all(map(isinstance, given, takes))
                return signature(gives, *given) if fits else None

        infer_global(function)(Kinds)
        lower_builtin(function, *takes)(lower)
        return lower

    return of


def row_of(table: Floats, row: int) -> Floats:
    """A row of a table that has eight columns and is contiguous."""
    return np.array(table[row])


@_compiled_as(row_of, _ROW, types.Array, types.Integer)
def _(context: Any, builder: Any, of: Any, values: list[Any]) -> Any:
    return builder.load(_place(context, builder, of, values), align=LANES)


def set_row(table: Floats, row: int, numbers: Floats) -> None:
    """Write a row of such a table."""
    table[row] = numbers


@_compiled_as(set_row, types.void, types.Array, types.Integer, _Row)
def _(context: Any, builder: Any, of: Any, values: list[Any]) -> Any:
    builder.store(values[2], _place(context, builder, of, values), align=LANES)
    return context.get_dummy_value()


def _place(context: Any, builder: Any, of: Any, values: list[Any]) -> Any:
    """The place of a row of a table."""
    data = context.make_array(of.args[0])(context, builder, values[0]).data
    row = context.cast(builder, values[1], of.args[1], types.uintp)
    return builder.bitcast(builder.gep(data, [builder.mul(row, ir.Constant(row.type, LANES))]), _VECTOR.as_pointer())


def zeros() -> Floats:
    """A row of zeros."""
    return np.zeros(LANES)


@_compiled_as(zeros, _ROW)
def _(context: Any, builder: Any, of: Any, values: list[Any]) -> Any:
    return _ZEROS


def one_at(lane: int, number: float) -> Floats:
    """A row of one number and zeros."""
    row = np.zeros(LANES)
    row[lane] = number
    return row


@_compiled_as(one_at, _ROW, types.Integer, types.Float)
def _(context: Any, builder: Any, of: Any, values: list[Any]) -> Any:
    return builder.insert_element(_ZEROS, values[1], context.cast(builder, values[0], of.args[0], types.int32))


def sum_of_sizes(row: Floats) -> float:
    """The sum of the row's numbers without their signs, from the first lane to the last."""
    total = 0.0
    for number in row:
        total += abs(number)
    return total


@_compiled_as(sum_of_sizes, types.float64, _Row)
def _(context: Any, builder: Any, of: Any, values: list[Any]) -> Any:
    kind = ir.FunctionType(_VECTOR, [_VECTOR])
    sizes = builder.call(cgutils.get_or_insert_function(builder.module, kind, f"llvm.fabs.v{LANES}f64"), values)
    total = ir.Constant(_NUMBER, 0.0)
    for lane in range(LANES):
        total = builder.fadd(total, builder.extract_element(sizes, ir.Constant(_LANE, lane)))
    return total


@_compiled_as(operator.add, _ROW, _Row, _Row)
def _(context: Any, builder: Any, of: Any, values: list[Any]) -> Any:
    return builder.fadd(*values)


@_compiled_as(operator.sub, _ROW, _Row, _Row)
def _(context: Any, builder: Any, of: Any, values: list[Any]) -> Any:
    return builder.fsub(*values)


@_compiled_as(operator.mul, _ROW, types.Float, _Row)
def _(context: Any, builder: Any, of: Any, values: list[Any]) -> Any:
    first = builder.insert_element(_ANYTHING, values[0], ir.Constant(_LANE, 0))
    in_every_lane = ir.Constant(ir.VectorType(_LANE, LANES), [0] * LANES)
    return builder.fmul(builder.shuffle_vector(first, _ANYTHING, in_every_lane), values[1])
