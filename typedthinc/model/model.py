"""The `Model` class."""

from __future__ import annotations

import contextlib
import copy
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Generic

from typing_extensions import Self, TypeVar

from typedthinc.backends import Ops, get_current_ops, get_ops
from typedthinc.errors import ShapeError
from typedthinc.model import tree
from typedthinc.model.dims import HasDims
from typedthinc.model.operators import ComposableModel, define_operators
from typedthinc.model.refs import HasRefs
from typedthinc.model.run import RunnableModel
from typedthinc.model.stored import Stored

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import TypeAlias

InT = TypeVar("InT", contravariant=True, default=Any)
OutT = TypeVar("OutT", covariant=True, default=Any)

ParamKey: TypeAlias = "tuple[int, str]"


class Model(
    HasDims,
    HasRefs,
    Stored,
    RunnableModel[InT, OutT],
    ComposableModel[InT, OutT],
    Generic[InT, OutT],
):
    """A layer, a combinator of layers or a whole network.

    Args:
        name: The name, shown in summaries and errors.
        forward: Takes the model, an input and whether this is training; returns
            the output and a callback from its gradient to the input's.
        init: Takes the model and sample data `X` and `Y`, either of which may be
            None; sets dimensions and allocates parameters.
        dims: Sizes by name; None where a size is not known yet.
        params: Parameters by name; None where one is not allocated yet.
        layers: The layers that this one is made of.
        shims: Wrapped modules of other frameworks.
        attrs: Settings by name. They are saved with the model.
        refs: Nodes of the model's own tree by name.
        ops: The backend; the one in force if it is left out.

    Example:
        >>> from typedthinc.api import Model
        >>> from typedthinc.types import Floats2d
        >>> def forward(model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool):
        ...     def backprop(dY: Floats2d) -> Floats2d:
        ...         return dY * 2
        ...     return X * 2, backprop
        >>> Model("double", forward).name
        'double'
    """

    __slots__ = (
        "_attrs",
        "_dims",
        "_func",
        "_grads",
        "_layers",
        "_params",
        "_refs",
        "_shims",
        "id",
        "init",
        "name",
        "ops",
    )

    global_id: ClassVar[int] = 0
    global_id_lock: ClassVar[threading.Lock] = threading.Lock()

    id: int
    name: str
    ops: Ops
    _layers: list[Model[Any, Any]]
    _shims: list[Any]

    def __init__(
        self,
        name: str,
        forward: Callable[[Model[InT, OutT], InT, bool], tuple[OutT, Callable[[OutT], InT]]],
        *,
        init: Callable[..., Any] | None = None,
        dims: Mapping[str, int | None] = {},
        params: Mapping[str, Any] = {},
        layers: Sequence[Model[Any, Any]] = (),
        shims: Sequence[Any] = (),
        attrs: Mapping[str, Any] = {},
        refs: Mapping[str, Model[Any, Any] | None] = {},
        ops: Ops | None = None,
    ) -> None:
        self.name = name
        self._func = forward
        self.init = init
        self._dims = dict(dims)
        for dim, size in self._dims.items():
            if size is not None:
                self._check_size(dim, size)
        self._params = dict(params)
        self._grads = {}
        self._layers = list(layers)
        self._shims = list(shims)
        self._attrs = dict(attrs)
        self._refs = {}
        for ref, node in refs.items():
            self.set_ref(ref, node)
        self.ops = ops if ops is not None else get_current_ops()
        self.id = self._next_id()

    @classmethod
    def _next_id(cls) -> int:
        with Model.global_id_lock:
            Model.global_id += 1
            return Model.global_id

    @property
    def layers(self) -> list[Model[Any, Any]]:
        """The layers that this one is made of; the list may be changed."""
        return self._layers

    @property
    def shims(self) -> list[Any]:
        """The wrapped modules of other frameworks."""
        return self._shims

    @property
    def attrs(self) -> dict[str, Any]:
        """The settings by name; they may be changed."""
        return self._attrs

    @classmethod
    def define_operators(cls, operators: Mapping[str, object]) -> AbstractContextManager[None]:
        """Bind operators to functions of two arguments, inside a `with` block.

        Outside of any block `>>` is chain, `|` concatenate, `+` add, `&` tuplify
        and `**` clone. Inside a block only what it binds works.

        Args:
            operators: A function for each of `+ - * @ / // % ** << >> & ^ |`.
        """
        return define_operators(operators)

    def walk(self, *, order: str = "bfs") -> Iterator[Model[Any, Any]]:
        """Every node of the tree once, shared ones too.

        Args:
            order: `"bfs"`, breadth first; `"dfs_pre"` or `"dfs_post"`, depth
                first, parents before or after their layers.

        Raises:
            StructureError: There is no such order (a ValueError).
        """
        return tree.walk(self, order)

    def remove_node(self, node: Model[Any, Any]) -> None:
        """Remove a node from the tree; references to it become unset."""
        tree.remove_node(self, node)

    def replace_node(self, old: Model[Any, Any], new: Model[Any, Any]) -> bool:
        """Replace a node wherever it is a layer or is referred to.

        Returns:
            Whether the node was found.
        """
        return tree.replace_node(self, old, new)

    def replace_callbacks(
        self,
        forward: Callable[[Model[InT, OutT], InT, bool], tuple[OutT, Callable[[OutT], InT]]],
        *,
        init: Callable[..., Any] | None = None,
    ) -> None:
        """Replace the forward and the init function."""
        self._func = forward
        self.init = init

    def get_gradients(self) -> dict[ParamKey, tuple[Any, Any]]:
        """Parameter and gradient by (node id, name), over the whole tree."""
        return {
            (node.id, name): (node.get_param(name), node.get_grad(name))
            for node in self.walk()
            for name in node.grad_names
            if node.has_param(name)
        }

    def finish_update(self, optimizer: Any) -> None:
        """Let an optimizer update every parameter that has a gradient.

        Args:
            optimizer: Called with `(node id, name)`, the parameter and its
                gradient; returns both, and sets the gradient to zero in place.
        """
        for node in self.walk():
            for shim in node.shims:
                shim.finish_update(optimizer)
        for node in self.walk():
            for name in node.grad_names:
                if node.has_param(name):
                    key = (node.id, name)
                    param, _ = optimizer(key, node.get_param(name), node.get_grad(name))
                    node._params[name] = param

    @contextmanager
    def use_params(self, params: Mapping[ParamKey, Any] | None) -> Iterator[None]:
        """Put other parameters in place inside a `with` block, such as averages.

        The old ones are back after the block, also after an exception.

        Args:
            params: Arrays by (node id, name); what is missing stays as it is. None
                changes nothing: an optimizer that keeps no averages has none.

        Raises:
            ShapeError: An array has another shape than its parameter.
        """
        params = params or {}
        swaps: list[tuple[Model[Any, Any], str, Any]] = []
        nodes = list(self.walk())
        for node in nodes:
            for name in node.param_names:
                new = params.get((node.id, name))
                if new is None:
                    continue
                old = node.maybe_get_param(name)
                if old is not None and old.shape != new.shape:
                    raise ShapeError(
                        f'cannot use an array of another shape as parameter "{name}"',
                        node=node,
                        expected=old.shape,
                        got=new.shape,
                    )
                swaps.append((node, name, new))
        backup = [(node, name, node.maybe_get_param(name)) for node, name, _ in swaps]
        try:
            for node, name, new in swaps:
                node._params[name] = new
            with contextlib.ExitStack() as stack:
                for node in nodes:
                    for shim in node.shims:
                        stack.enter_context(shim.use_params(params))
                yield
        finally:
            for node, name, old in backup:
                node._params[name] = old

    def copy(self) -> Self:
        """A deep copy with ids of its own; what is shared inside stays shared inside."""
        result: Self = tree.copy_tree(self, {})  # type: ignore[assignment]  # copies keep the class
        return result

    def to_cpu(self) -> None:
        """Move the model and all its layers to the CPU."""
        self._to_ops(get_ops("cpu"))

    def to_gpu(self, gpu_id: int) -> None:
        """Move the model and all its layers to a GPU.

        Args:
            gpu_id: The number of the device.
        """
        self._to_ops(get_ops("cupy", device_id=gpu_id))

    def _to_ops(self, ops: Ops) -> None:
        for node in self.walk():
            node.ops = ops
            for values in (node._params, node._grads):
                for name, value in values.items():
                    if getattr(value, "shape", None) is not None:
                        values[name] = ops.asarray(value)
            for shim in node.shims:
                shim.to_device(ops.device_type, ops.device_id)

    def _copy_alone(self, layers: list[Model[Any, Any]], shims: list[Any]) -> Self:
        result = type(self).__new__(type(self))
        if hasattr(self, "__dict__"):
            result.__dict__.update(copy.deepcopy(self.__dict__))
        result.name, result.init, result.ops = self.name, self.init, self.ops
        result._func = self._func
        result._dims = dict(self._dims)
        result._params = {name: _copied(value) for name, value in self._params.items()}
        result._grads = {name: _copied(value) for name, value in self._grads.items()}
        result._attrs = copy.deepcopy(self._attrs)
        result._refs = dict.fromkeys(self._refs)
        result._layers, result._shims = layers, shims
        result.id = self._next_id()
        return result

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        result: Self = tree.copy_tree(self, memo)  # type: ignore[assignment]  # as above
        return result

    def __getstate__(self) -> dict[str, Any]:
        state = {slot: getattr(self, slot) for slot in Model.__slots__ if slot != "id"}
        return {**getattr(self, "__dict__", {}), **state}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for slot, value in state.items():
            setattr(self, slot, value)
        # Two models never share an id, under which an optimizer keeps its moments.
        self.id = self._next_id()

    def __repr__(self) -> str:
        return f"<Model {self.name!r}>"


def _copied(value: Any) -> Any:
    return value.copy() if hasattr(value, "copy") else value
