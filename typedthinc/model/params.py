"""Parameters of a layer and the gradients that gather for them."""

from __future__ import annotations

from typing import Any

from typedthinc.errors import NotInitializedError, ShapeError, UnknownNameError, did_you_mean
from typedthinc.types import FloatsXd

_INITIALIZE = "call initialize() on the model first"


class HasParams:
    """The part of a model that holds its own parameters and gradients."""

    __slots__ = ()

    name: str
    _params: dict[str, Any]
    _grads: dict[str, Any]

    @property
    def param_names(self) -> tuple[str, ...]:
        """The names of the parameters that the layer declares."""
        return tuple(self._params)

    @property
    def grad_names(self) -> tuple[str, ...]:
        """The names of the parameters that have a gradient."""
        return tuple(self._grads)

    def has_param(self, name: str) -> bool | None:
        """True if the parameter is allocated, None if it is only declared, else False."""
        if name not in self._params:
            return False
        return None if self._params[name] is None else True

    def get_param(self, name: str) -> Any:
        """A parameter.

        Raises:
            UnknownNameError: The layer has no such parameter (a KeyError).
            NotInitializedError: The parameter is not allocated yet (a KeyError).
        """
        value = self._params.get(name)
        if value is None:
            if name not in self._params:
                raise self._unknown_param(name)
            raise NotInitializedError(
                f'has not allocated parameter "{name}" yet', node=self, help=_INITIALIZE
            )
        return value

    def maybe_get_param(self, name: str) -> Any:
        """A parameter, or None if it is not allocated or not declared."""
        return self._params.get(name)

    def set_param(self, name: str, value: Any) -> None:
        """Set a parameter, or with None take it away. An unknown name is added."""
        self._params[name] = value
        grad = self._grads.get(name)
        shape = getattr(grad, "shape", ())
        if grad is not None and (value is None or (shape and shape != value.shape)):
            del self._grads[name]

    def has_grad(self, name: str) -> bool:
        """Whether a gradient has gathered for the parameter."""
        return name in self._grads

    def get_grad(self, name: str) -> Any:
        """The gradient of a parameter.

        Raises:
            UnknownNameError: The layer has no such parameter (a KeyError).
            NotInitializedError: There is no gradient yet (a KeyError).
        """
        if name in self._grads:
            return self._grads[name]
        if name not in self._params:
            raise self._unknown_param(name)
        raise NotInitializedError(
            f'has no gradient for parameter "{name}" yet',
            node=self,
            help="run begin_update() and call the callback that it returns",
        )

    def maybe_get_grad(self, name: str) -> Any:
        """The gradient of a parameter, or None."""
        return self._grads.get(name)

    def set_grad(self, name: str, value: Any) -> None:
        """Replace the gradient of a parameter; with None, take it away."""
        if value is None:
            self._grads.pop(name, None)
        else:
            self._grads[name] = value

    def inc_grad(self, name: str, value: FloatsXd | float) -> None:
        """Add to the gradient of a parameter. The first call keeps a copy.

        Raises:
            ShapeError: The gradient has another shape than the parameter.
        """
        param: Any = self._params.get(name)
        array: Any = value
        shape = getattr(array, "shape", ())
        if param is not None and shape and shape != param.shape:
            raise ShapeError(
                f'got a gradient for parameter "{name}" of another shape',
                node=self,
                expected=param.shape,
                got=shape,
            )
        grad = self._grads.get(name)
        if grad is None:
            if param is not None and shape:
                self._grads[name] = array.astype(param.dtype)
            elif param is not None and param.shape:
                self._grads[name] = param.copy()
                self._grads[name][...] = array
            else:
                self._grads[name] = array.copy() if hasattr(array, "copy") else array
        elif getattr(grad, "shape", ()):
            grad += array
        else:
            self._grads[name] = grad + array

    def _is_allocated(self) -> bool:
        return any(value is not None for value in self._params.values())

    def _unknown_param(self, name: str) -> UnknownNameError:
        return UnknownNameError(
            f'has no parameter "{name}"', node=self, help=did_you_mean(name, self._params)
        )
