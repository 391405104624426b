"""Batches of data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, cast

import numpy

from typedthinc.backends.batch_sizes import BatchSize, batch_sizes
from typedthinc.backends.conversion import Conversion
from typedthinc.errors import ArgumentError, ShapeError
from typedthinc.types import Csr2d, Pairs, SizedGenerator
from typedthinc.types.describe import describe

BatchT = TypeVar("BatchT")


class Batching(Conversion):
    """Batches of data, which can be iterated over several times."""

    def minibatch(
        self, size: BatchSize, sequence: BatchT, *, shuffle: bool = False, buffer: int = 1
    ) -> SizedGenerator[BatchT]:
        """Batches of a list, an array or another container, as the same kind of container.

        Args:
            size: How many examples a batch has: a number, a list, an iterator
                or a schedule. The last batch may have fewer. Each iteration
                draws new sizes: it starts a list anew and draws an iterator or
                a schedule on; when a list or an iterator ends, its last size repeats.
            sequence: The examples.
            shuffle: Whether each iteration has them in another order, drawn
                from NumPy's global generator.
            buffer: How many batches to make at once, before the first of them
                is given.

        Raises:
            ArgumentError: The sequence has no length, or a size is below 1.
            ArgumentTypeError: The size is none of the above.

        Example:
            >>> from typedthinc.api import NumpyOps
            >>> list(NumpyOps().minibatch(2, [1, 2, 3]))
            [[1, 2], [3]]
        """
        return self._batches(
            "minibatch", size, sequence, lambda rows: self._take(sequence, rows), shuffle, buffer
        )

    def multibatch(
        self,
        size: BatchSize,
        sequence: Any,
        *others: Any,
        shuffle: bool = False,
        buffer: int = 1,
    ) -> SizedGenerator[list[Any]]:
        """Batches of several containers, cut and shuffled alike.

        Args:
            size: How many examples a batch has, as for `minibatch`.
            sequence: The first container.
            others: More of them, as long as the first.
            shuffle: Whether each iteration has the examples in another order.
            buffer: How many batches to make at once.

        Returns:
            Lists of one batch a container.

        Raises:
            ArgumentError: A container has no length, or a size is below 1.
            ArgumentTypeError: The size is none of what `minibatch` takes.
            ShapeError: The containers differ in length.

        Example:
            >>> from typedthinc.api import NumpyOps
            >>> list(NumpyOps().multibatch(2, [1, 2, 3], "abc"))
            [[[1, 2], ['a', 'b']], [[3], ['c']]]
        """
        containers = (sequence, *others)
        sizes = [_length("multibatch", container) for container in containers]
        if len(set(sizes)) > 1:
            raise ShapeError(
                "multibatch: the sequences differ in length",
                expected=f"{sizes[0]} examples each, as the first has",
                got=f"lengths {', '.join(map(str, sizes))}",
            )
        return self._batches(
            "multibatch",
            size,
            sequence,
            lambda rows: [self._take(container, rows) for container in containers],
            shuffle,
            buffer,
        )

    def _batches(
        self,
        operation: str,
        size: BatchSize,
        sequence: Any,
        take: Callable[[Any], Any],
        shuffle: bool,
        buffer: int,
    ) -> SizedGenerator[Any]:
        total = _length(operation, sequence)
        cut = batch_sizes(size)
        # The number of batches must be known at once: the first iteration has these sizes.
        first = [cut(total)]

        def get_items() -> Iterator[Any]:
            sizes = first.pop() if first else cut(total)
            batches.length = len(sizes)
            order = None
            if shuffle:
                order = numpy.arange(total)
                numpy.random.shuffle(order)
            queue, start = [], 0
            for count in sizes:
                rows = slice(start, start + count)
                queue.append(take(rows if order is None else order[rows]))
                start += count
                if len(queue) >= buffer:
                    yield from queue
                    queue = []
            yield from queue

        batches: SizedGenerator[Any] = SizedGenerator(get_items, len(first[0]))
        return batches

    def _take(self, sequence: Any, rows: Any) -> Any:
        if isinstance(sequence, Pairs):
            return Pairs(self._take(sequence.one, rows), self._take(sequence.two, rows))
        if isinstance(sequence, self.xp.ndarray):
            return self.as_contig(sequence[rows])
        if not isinstance(sequence, Sequence) or (
            isinstance(rows, slice) and isinstance(sequence, (list, tuple))
        ):
            return sequence[rows]
        places = range(rows.start, rows.stop) if isinstance(rows, slice) else rows.tolist()
        items = [sequence[place] for place in places]
        return tuple(items) if isinstance(sequence, tuple) else items


def _length(operation: str, sequence: Any) -> int:
    if isinstance(sequence, Csr2d):
        return sequence.shape[0]
    if not hasattr(sequence, "__len__") or not hasattr(sequence, "__getitem__"):
        raise ArgumentError(
            f"{operation}: the examples have no length",
            expected="a list, a tuple, an array, Ragged, Padded, Pairs or Csr2d",
            got=describe(sequence),
            help="list(...) makes a list of what a generator gives",
        )
    return len(cast("Sequence[Any]", sequence))
