"""Registries of functions, by name.

Registering is a dictionary entry. The first look-up by name imports catalogue,
which finds the functions that installed packages offer as entry points, and
the package's own layers, losses, optimizers, schedules and initializers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from typedthinc.errors import RegistryError, did_you_mean

if TYPE_CHECKING:
    import catalogue

    from typedthinc.config import Config, ConfigInput, Schema

FuncT = TypeVar("FuncT", bound=Callable[..., Any])


class FunctionRegistry:
    """Functions of one sort, by versioned name such as `"Linear.v1"`.

    Args:
        name: The name of the registry, as in `@layers = "Linear.v1"`.
        entry_points: Whether installed packages can add functions through the
            entry-point group `typedthinc_<name>`.
    """

    def __init__(self, name: str, *, entry_points: bool = False) -> None:
        self.name = name
        self.entry_points = entry_points
        self._waiting: dict[str, Callable[..., Any]] = {}
        self._catalogue: catalogue.Registry | None = None
        # Catalogue goes through all entry points of the environment at each look-up.
        self._found: dict[str, Callable[..., Any]] = {}

    @overload
    def __call__(self, name: str) -> Callable[[FuncT], FuncT]: ...
    @overload
    def __call__(self, name: str, func: FuncT) -> FuncT: ...
    def __call__(self, name: str, func: Any = None) -> Any:
        """Register a function under a name; without `func`, as a decorator."""
        return self.register(name, func=func)

    @overload
    def register(self, name: str) -> Callable[[FuncT], FuncT]: ...
    @overload
    def register(self, name: str, *, func: None) -> Callable[[FuncT], FuncT]: ...
    @overload
    def register(self, name: str, *, func: FuncT) -> FuncT: ...
    def register(self, name: str, *, func: Any = None) -> Any:
        """Register a function under a name; without `func`, as a decorator."""
        if func is None:
            return lambda decorated: self.register(name, func=decorated)
        self._found.pop(name, None)
        if self._catalogue is None:
            self._waiting[name] = func
        else:
            self._catalogue.register(name, func=func)
        return func

    def get(self, name: str) -> Callable[..., Any]:
        """The function of that name.

        Raises:
            RegistryError: No function of that name is registered.
        """
        if name not in self._found:
            store = self._open()
            if name not in store:
                raise _unknown_function(name, self.name, store.get_all())
            self._found[name] = store.get(name)
        return self._found[name]

    def get_all(self) -> dict[str, Callable[..., Any]]:
        """Every function of the registry, by name."""
        return dict(self._open().get_all())

    def find(self, name: str) -> dict[str, str | int | None]:
        """Where a function is defined: its module, file, line and docstring.

        Raises:
            RegistryError: No function of that name is registered.
        """
        self.get(name)
        return self._open().find(name)

    def __contains__(self, name: object) -> bool:
        return name in self._found or (isinstance(name, str) and name in self._open())

    def __repr__(self) -> str:
        return f"FunctionRegistry({self.name!r})"

    def _open(self) -> catalogue.Registry:
        # What they register is the package's own.
        from typedthinc import (  # noqa: F401
            backends,
            initializers,
            layers,
            loss,
            optimizers,
            schedules,
        )

        layers.load_all()
        if self._catalogue is None:
            import catalogue

            self._catalogue = catalogue.Registry(
                ("typedthinc", self.name), entry_points=self.entry_points
            )
            for name, func in self._waiting.items():
                self._catalogue.register(name, func=func)
            self._waiting.clear()
        return self._catalogue


def _unknown_function(name: str, registry_name: str, known: Iterable[str]) -> RegistryError:
    return RegistryError(
        f'no function "{name}" in the registry "{registry_name}"',
        help=did_you_mean(name, sorted(known)),
    )


def _is_registry(value: object) -> bool:
    # A program written for Thinc adds registries that it made with catalogue.
    is_catalogue = type(value).__module__.partition(".")[0] == "catalogue"
    return isinstance(value, FunctionRegistry) or is_catalogue


class registry:
    """Every registry, as a class attribute, and the functions over all of them.

    Subclass it to add registries of your own.
    """

    optimizers: ClassVar[FunctionRegistry] = FunctionRegistry("optimizers", entry_points=True)
    schedules: ClassVar[FunctionRegistry] = FunctionRegistry("schedules", entry_points=True)
    layers: ClassVar[FunctionRegistry] = FunctionRegistry("layers", entry_points=True)
    losses: ClassVar[FunctionRegistry] = FunctionRegistry("losses", entry_points=True)
    initializers: ClassVar[FunctionRegistry] = FunctionRegistry("initializers", entry_points=True)
    datasets: ClassVar[FunctionRegistry] = FunctionRegistry("datasets", entry_points=True)
    ops: ClassVar[FunctionRegistry] = FunctionRegistry("ops", entry_points=True)

    @classmethod
    def create(cls, registry_name: str, entry_points: bool = False) -> None:
        """Add an empty registry of that name.

        Raises:
            RegistryError: There is an attribute of that name already.
        """
        if hasattr(cls, registry_name):
            raise RegistryError(f'the registry "{registry_name}" exists already')
        setattr(cls, registry_name, FunctionRegistry(registry_name, entry_points=entry_points))

    @classmethod
    def names(cls) -> list[str]:
        """The names of all registries."""
        return sorted(name for name in dir(cls) if _is_registry(getattr(cls, name)))

    @classmethod
    def has(cls, registry_name: str, func_name: str) -> bool:
        """Whether there is such a registry and such a function in it."""
        found: Any = getattr(cls, registry_name, None)
        return _is_registry(found) and func_name in found

    @classmethod
    def get(cls, registry_name: str, func_name: str) -> Callable[..., Any]:
        """A function, by the names of its registry and of itself.

        Raises:
            RegistryError: There is no such registry, or no such function in it.
        """
        found: Any = getattr(cls, registry_name, None)
        if not _is_registry(found):
            raise RegistryError(
                f'no registry "{registry_name}"',
                help=did_you_mean(registry_name, cls.names()),
            )
        if not isinstance(found, FunctionRegistry) and func_name not in found:
            raise _unknown_function(func_name, registry_name, found.get_all())
        function: Callable[..., Any] = found.get(func_name)
        return function

    @classmethod
    def resolve(
        cls,
        config: ConfigInput,
        *,
        schema: Schema = None,
        overrides: Mapping[str, Any] | None = None,
        validate: bool = True,
    ) -> dict[str, Any]:
        """Build what a config describes.

        Every block with a key such as `@layers` becomes the result of calling
        that function with the block's other keys.

        Args:
            config: A `Config` or a nested dictionary; it is never changed.
            schema: A pydantic model that the top-level sections must fit.
            overrides: Values by dotted path, which replace those of the config.
            validate: Whether to check arguments against annotations.

        Raises:
            ConfigValidationError: Anything does not fit; all of it at once.
        """
        from typedthinc.config import resolve

        return resolve(cls, config, schema=schema, overrides=overrides, validate=validate)

    @classmethod
    def fill(
        cls,
        config: ConfigInput,
        *,
        schema: Schema = None,
        overrides: Mapping[str, Any] | None = None,
        validate: bool = True,
    ) -> Config:
        """Fill a config with the defaults of the functions and of the schema.

        The arguments and errors are those of `resolve`; nothing is built.
        """
        from typedthinc.config import fill

        return fill(cls, config, schema=schema, overrides=overrides, validate=validate)
