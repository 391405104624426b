"""Registries of functions by name."""

import subprocess
import sys

import pytest

from typedthinc import registry as package_registry
from typedthinc.errors import RegistryError
from typedthinc.registries import FunctionRegistry, registry


@pytest.fixture
def plants():
    class garden(registry):
        plants = FunctionRegistry("plants of the registry tests")

    return garden.plants


def leaf(size=1):
    """A leaf."""
    return size


def test_a_function_is_registered_by_decorator_by_call_and_by_name(plants):
    assert plants("one")(leaf) is leaf
    assert plants("two", leaf) is leaf
    assert plants.register("three", func=leaf) is leaf
    assert plants.get_all() == {"one": leaf, "two": leaf, "three": leaf}


def test_registering_again_replaces_also_after_a_look_up(plants):
    plants("leaf", leaf)
    assert plants.get("leaf") is leaf
    plants("leaf", len)
    assert plants.get("leaf") is len


def test_names_can_be_looked_for(plants):
    plants("leaf", leaf)
    assert "leaf" in plants
    assert "stem" not in plants
    assert 3 not in plants


def test_an_unknown_function_is_a_value_error_with_the_nearest_name():
    with pytest.raises(ValueError, match=r'no function "Rellu.v1"') as caught:
        registry.get("layers", "Rellu.v1")
    assert isinstance(caught.value, RegistryError)
    assert caught.value.help == 'did you mean "Relu.v1"?'


def test_an_unknown_registry_is_a_value_error_with_the_nearest_name():
    with pytest.raises(RegistryError) as caught:
        registry.get("layer", "Relu.v1")
    assert str(caught.value) == 'no registry "layer"\n  help      did you mean "layers"?'


def test_has_never_raises():
    assert registry.has("layers", "Relu.v1")
    assert not registry.has("layers", "Relu.v9")
    assert not registry.has("nothing", "Relu.v1")


def test_a_function_tells_where_it_is_defined(plants):
    plants("leaf", leaf)
    found = plants.find("leaf")
    assert (found["module"], found["docstring"]) == (leaf.__module__, "A leaf.")
    assert found["file"] == __file__
    assert found["line_no"] == leaf.__code__.co_firstlineno


def test_create_adds_a_registry_once():
    class garden(registry):
        pass

    garden.create("stones")
    garden.stones("pebble", leaf)
    assert garden.get("stones", "pebble") is leaf
    assert "stones" in garden.names()
    with pytest.raises(ValueError, match="exists already"):
        garden.create("stones")


def test_the_package_offers_the_registry():
    assert package_registry is registry


@pytest.mark.parametrize(
    ("name", "count"), [("losses", 11), ("optimizers", 3), ("schedules", 8), ("initializers", 9)]
)
def test_everything_of_a_sort_is_registered(name, count):
    own = [f for f in getattr(registry, name).get_all().values() if "typedthinc" in f.__module__]
    assert len(own) == count


def test_the_first_look_up_loads_the_layers():
    program = (
        "import sys\nfrom typedthinc import registry\n"
        "assert 'typedthinc.layers' not in sys.modules\n"
        "assert registry.has('layers', 'Relu.v1')"
    )
    result = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert result.returncode == 0, result.stderr


def test_installed_packages_add_functions(tmp_path):
    info = tmp_path / "plants-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plants\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[typedthinc_layers]\nPlant.v1 = plants:Plant\n")
    (tmp_path / "plants.py").write_text("def Plant(): return 'grown'\n")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from typedthinc import registry\n"
        "assert registry.get('layers', 'Plant.v1')() == 'grown'"
    )
    result = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert result.returncode == 0, result.stderr
